// A small project around a copy of start/, with the packages of this one: what the bootstrap does is seen from outside.
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../..', import.meta.url));

export interface ProjectCopy {
  readonly root: string;
  write(file: string, text: string): void;
  /** Runs a script of start/ and waits for its end. */
  run(
    script: string,
    args?: readonly string[],
    env?: Readonly<Record<string, string>>,
  ): Promise<{ code: number | null; out: string; err: string }>;
  remove(): void;
}

/** With a program that says what it was given instead of the product, and two builds of a few lines. */
export function copyProject(): ProjectCopy {
  const root = mkdtempSync(join(tmpdir(), 'schoolgate-start-'));
  for (const part of [
    'start',
    'package.json',
    'package-lock.json',
    'tsconfig.base.json',
    'tools/node24/package.json',
    'tools/node24/package-lock.json',
  ]) {
    cpSync(join(project, part), join(root, part), { recursive: true });
  }
  symlinkSync(join(project, 'node_modules'), join(root, 'node_modules'));
  const copy: ProjectCopy = {
    root,
    write(file, text) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), text);
    },
    run(script, args = [], env = {}) {
      const child = spawn(process.execPath, [join(root, 'start', script), ...args], {
        cwd: root,
        env: { ...process.env, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let [out, err] = ['', ''];
      child.stdout.on('data', (chunk) => (out += chunk));
      child.stderr.on('data', (chunk) => (err += chunk));
      return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
  copy.write('main/cli.ts', 'const given: string[] = process.argv.slice(2);\nconsole.log(JSON.stringify(given));\n');
  copy.write('policies/words.ts', 'export const words: string = "first";\n');
  copy.write('dashboard/web/index.html', '<script type="module" src="./main.ts"></script>');
  copy.write('dashboard/web/main.ts', 'import { words } from "../../policies/words.ts";\ndocument.title = words;\n');
  copy.write('extension/background.ts', 'console.log("extension");\n');
  copy.write('vite.config.ts', 'export default { root: "dashboard/web" };\n');
  copy.write(
    'vite.extension.config.ts',
    `export default { root: "extension", build: { lib: { entry: "background.ts", formats: ["es"], fileName: "background" } },
      plugins: [{ name: "manifest", generateBundle() { this.emitFile({ type: "asset", fileName: "manifest.json", source: "{}" }); } }] };\n`,
  );
  return copy;
}
