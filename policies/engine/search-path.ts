// Paths of search pages against the paths that are known: `/search` with what lies below it, `/r/*/search` with any segment.

/** Whether a path in lower case is the known one or below it. */
export function isBelow(path: string, known: string): boolean {
  return restAfter(path, known) !== null;
}

/** The segment that follows a known path, or `null`. The path is as it was written, in any letter case. */
export function segmentAfter(path: string, known: string): string | null {
  const segment = restAfter(path, known)?.split('/')[1];
  return segment === undefined || segment === '' ? null : segment;
}

/** What follows the known path: empty, or from a slash on. */
function restAfter(path: string, known: string): string | null {
  if (!known.includes('*')) {
    const rest = path.slice(known.length);
    return path.slice(0, known.length).toLowerCase() === known && (rest === '' || rest.startsWith('/')) ? rest : null;
  }
  const [segments, wanted] = [path.split('/'), known.split('/')];
  const fits = wanted.every((one, index) => {
    const segment = segments[index];
    return segment !== undefined && (one === '*' ? segment !== '' : segment.toLowerCase() === one);
  });
  const rest = segments.slice(wanted.length);
  return fits ? rest.map((segment) => `/${segment}`).join('') : null;
}
