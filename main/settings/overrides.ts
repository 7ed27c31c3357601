// The settings that an environment variable or a flag may give, and the place to name when its value will not do.

/** One value from outside the settings file. */
export interface Override {
  readonly path: readonly [string, ...string[]];
  readonly place: string;
  readonly value: unknown;
}

interface Overridable {
  readonly variable: string;
  readonly flag: string;
  readonly path: readonly [string, ...string[]];
  readonly number?: true;
}

const overridables: readonly Overridable[] = [
  { variable: 'SCHOOLGATE_HOST', flag: 'host', path: ['host'] },
  { variable: 'SCHOOLGATE_PUBLIC_URL', flag: 'public-url', path: ['publicUrl'] },
  { variable: 'SCHOOLGATE_PROXY_PORT', flag: 'proxy-port', path: ['proxy', 'port'], number: true },
  { variable: 'SCHOOLGATE_PROXY_WORKERS', flag: 'proxy-workers', path: ['proxy', 'workers'], number: true },
  { variable: 'SCHOOLGATE_DASHBOARD_PORT', flag: 'dashboard-port', path: ['dashboard', 'port'], number: true },
  { variable: 'SCHOOLGATE_LOG_LEVEL', flag: 'log-level', path: ['log', 'level'] },
];

/** Names the data folder; read before there are settings. */
export const dataVariable = 'SCHOOLGATE_DATA';

/** Flags come before variables. @param flags by their names without dashes in front */
export function overridesFrom(
  env: Readonly<Record<string, string | undefined>>,
  flags: Readonly<Record<string, string | undefined>>,
): Override[] {
  return overridables.flatMap(({ variable, flag, path, number }) => {
    const given = flags[flag] === undefined ? { place: variable, text: env[variable] } : { place: `--${flag}`, text: flags[flag] };
    if (given.text === undefined || given.text === '') return [];
    return [{ path, place: given.place, value: number && /^-?\d+$/.test(given.text) ? Number(given.text) : given.text }];
  });
}

/** A misspelt variable would be ignored in silence; each becomes a sentence. */
export function unknownVariables(env: Readonly<Record<string, string | undefined>>): string[] {
  const known = [dataVariable, ...overridables.map(({ variable }) => variable)];
  return Object.keys(env)
    .filter((name) => name.startsWith('SCHOOLGATE_') && !known.includes(name))
    .map((name) => `${name} is not a setting: unset it, or use one of ${known.join(', ')}.`);
}
