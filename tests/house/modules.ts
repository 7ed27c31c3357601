// What each module asks for, read by a real parser: imports and re-exports, with types and at run time, import types, and
// files that are started by their address (`new URL('./worker.ts', import.meta.url)`).
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parseSync } from 'vite';
import { filesOf, isModule } from './source-files.ts';

export interface Module {
  readonly file: string;
  /** Files of ours, by their path from the root, whether they exist or not. */
  readonly files: readonly string[];
  /** Packages by their name, and platform modules as `node:…`. */
  readonly packages: readonly string[];
  /** Names used as if they were global. */
  readonly globals: ReadonlySet<string>;
  /** What could not be read; empty for every good module. */
  readonly problems: readonly string[];
}

/** Every module under a root that is laid out as the project is. */
export function readModules(root: string): Module[] {
  return filesOf(root)
    .filter(isModule)
    .map((file) => readModule(file, readFileSync(join(root, file), 'utf8')));
}

function readModule(file: string, text: string): Module {
  const { program, module, errors } = parseSync(file, text);
  const asked = new Set<string>();
  for (const each of module.staticImports) asked.add(each.moduleRequest.value);
  for (const { entries } of module.staticExports)
    for (const { moduleRequest } of entries) if (moduleRequest) asked.add(moduleRequest.value);
  const problems = errors.map(({ message }) => message);
  const globals = new Set<string>();
  visit(program, (node) => {
    const found = requestOf(node);
    if (found === computed) problems.push('imports something whose name is only known at run time');
    else if (found !== null) asked.add(found);
    const used = globalOf(node);
    if (used !== null) globals.add(used);
  });
  const ours = [...asked].filter((request) => /^[.#]/.test(request));
  return {
    file,
    files: ours.map((request) => (request.startsWith('#') ? request.slice(1) : posix.join(posix.dirname(file), request))),
    packages: [...asked].filter((request) => !/^[.#]/.test(request)).map(packageOf),
    globals,
    problems,
  };
}

type Node = Readonly<Record<string, unknown>> & { readonly type: string };

/** Stands for an import whose name is only known at run time. */
const computed = '(computed)';

function requestOf(node: Node): string | null {
  if (node.type === 'ImportExpression') return literalOf(node['source']) ?? computed;
  if (node.type === 'TSImportType') return literalOf(node['source']) ?? literalOf(node['argument']) ?? computed;
  if (node.type === 'NewExpression' && isNode(node['callee']) && node['callee']['name'] === 'URL') {
    const [first] = Array.isArray(node['arguments']) ? node['arguments'] : [];
    const address = literalOf(first);
    return address !== null && /^\..*\.(tsx?|mjs)$/.test(address) ? address : null;
  }
  return null;
}

/** `chrome.tabs` and `globalThis.chrome` both count. */
function globalOf(node: Node): string | null {
  if (node.type !== 'MemberExpression') return null;
  const object = node['object'];
  const property = node['property'];
  if (!isNode(object) || object.type !== 'Identifier') return null;
  const name = String(object['name']);
  return /^(globalThis|window|self)$/.test(name) && isNode(property) ? String(property['name']) : name;
}

function literalOf(value: unknown): string | null {
  if (!isNode(value)) return null;
  if (value.type === 'Literal' && typeof value['value'] === 'string') return value['value'];
  return value.type === 'TSLiteralType' ? literalOf(value['literal']) : null;
}

function visit(value: unknown, see: (node: Node) => void): void {
  if (Array.isArray(value)) return value.forEach((each) => visit(each, see));
  if (typeof value !== 'object' || value === null) return;
  if (isNode(value)) see(value);
  for (const inner of Object.values(value)) visit(inner, see);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function packageOf(request: string): string {
  if (request.startsWith('node:')) return request;
  const [scope = '', name = ''] = request.split('/');
  return request.startsWith('@') ? `${scope}/${name}` : scope;
}
