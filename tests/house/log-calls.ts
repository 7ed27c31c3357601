// What a module hands to the operators' log, read by a real parser.
import { parseSync } from 'vite';

const levels = new Set(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'child']);

export interface LogCall {
  /** Names that stand for values in the call: identifiers, and members of objects. */
  readonly names: readonly string[];
}

/** Every `log.warn(…)`, `this.log.error(…)`, `request.log.info(…)` of a module. */
export function logCalls(file: string, text: string): LogCall[] {
  const calls: LogCall[] = [];
  visit(parseSync(file, text).program, (node) => {
    if (node['type'] !== 'CallExpression' || !isLogging(node['callee'])) return;
    const names: string[] = [];
    visit(node['arguments'], (inner) => {
      if (inner['type'] === 'Identifier' && typeof inner['name'] === 'string') names.push(inner['name']);
    });
    calls.push({ names });
  });
  return calls;
}

function isLogging(callee: unknown): boolean {
  if (!isRecord(callee) || callee['type'] !== 'MemberExpression') return false;
  const { object, property } = callee;
  if (!isRecord(object) || !isRecord(property) || !levels.has(String(property['name']))) return false;
  const of = isRecord(object['property']) ? object['property'] : object;
  return /^(log|logger)$/i.test(String(of['name']));
}

function visit(value: unknown, see: (node: Record<string, unknown>) => void): void {
  if (Array.isArray(value)) return value.forEach((each) => visit(each, see));
  if (!isRecord(value)) return;
  see(value);
  for (const inner of Object.values(value)) visit(inner, see);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
