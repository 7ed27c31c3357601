// What a module asks for when it is loaded (`import … from "x"`), and what it may ask for later (`import("x")`), without running it.
import { parse } from 'es-module-lexer/js';
import type { ImportMap } from '../need.ts';

export interface ModuleImport {
  /** Absolute, or as it stands relative to the module. */
  readonly reference: string;
  /** `import()` with a fixed address: asked for only when the script comes to it. */
  readonly later: boolean;
}

/** More are not looked at: bundlers write larger files, but those import little. */
const longest = 4_000_000;
const most = 500;

/** What cannot be read as a module imports nothing. Bare names without a place in the import map are left out, as in browsers. */
export function moduleImports(source: string, map: ImportMap): ModuleImport[] {
  if (source.length > longest || !source.includes('import')) return [];
  const found: ModuleImport[] = [];
  for (const { name, dynamic } of importsOf(source)) {
    const reference = resolved(name, map);
    if (reference !== null) found.push({ reference, later: dynamic });
    if (found.length === most) break;
  }
  return found;
}

function importsOf(source: string): { name: string; dynamic: boolean }[] {
  try {
    return parse(source)[0].flatMap((one) => {
      if (one.type === 'import-meta' || one.specifier === undefined) return [];
      // A template with holes is told as a glob.
      const dynamic = one.type === 'dynamic';
      return dynamic && one.specifier.includes('*') ? [] : [{ name: one.specifier, dynamic }];
    });
  } catch {
    return [];
  }
}

/** HTML §8.1.6.2: the import map first, the longest prefix that ends in `/` next, then addresses. */
function resolved(name: string, map: ImportMap): string | null {
  const whole = map.get(name);
  if (whole !== undefined) return whole;
  const prefix = [...map.keys()].filter((key) => key.endsWith('/') && name.startsWith(key)).toSorted((a, b) => b.length - a.length)[0];
  if (prefix !== undefined) return URL.parse(name.slice(prefix.length), map.get(prefix))?.href ?? null;
  return /^(?:\.{0,2}\/|https?:\/\/)/i.test(name) ? name : null;
}

/** The `imports` of `<script type="importmap">`; what cannot be read is left out. */
export function importMapOf(text: string, base: string): ImportMap {
  const map = new Map<string, string>();
  for (const [name, address] of Object.entries(importsIn(text))) {
    const url = typeof address === 'string' && /^(?:\.{0,2}\/|https?:\/\/)/i.test(address) ? URL.parse(address, base) : null;
    if (url !== null && map.size < most) map.set(name, url.href);
  }
  return map;
}

function importsIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const read: unknown = JSON.parse(text);
    const imports: unknown = typeof read === 'object' && read !== null && 'imports' in read ? read.imports : null;
    return typeof imports === 'object' && imports !== null ? { ...imports } : {};
  } catch {
    return {};
  }
}
