// Addresses of the candidates in a `srcset` (HTML §4.8.4.2): separated by commas, which addresses may also contain.

const limit = 24;

export function srcsetReferences(value: string): string[] {
  const references: string[] = [];
  let at = 0;
  while (at < value.length && references.length < limit) {
    while (at < value.length && /[\s,]/.test(value[at] ?? '')) at += 1;
    let end = at;
    while (end < value.length && !/\s/.test(value[end] ?? '')) end += 1;
    const reference = value.slice(at, end).replace(/,+$/, '');
    const closed = value.slice(at, end) !== reference;
    if (reference !== '') references.push(reference);
    at = end;
    if (!closed) at = afterDescriptors(value, at);
  }
  return references;
}

/** Descriptors (`2x`, `640w`) go on to the next comma that is not in parentheses. */
function afterDescriptors(value: string, start: number): number {
  let depth = 0;
  for (let at = start; at < value.length; at += 1) {
    const character = value[at];
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (character === ',' && depth <= 0) return at + 1;
  }
  return value.length;
}
