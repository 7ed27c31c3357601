// HTTP-date, strictly (RFC 9110 §5.6.7): what is not one of the three forms is no date, and an `Expires` that is none has passed.

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const day = '(?:mon|tue|wed|thu|fri|sat|sun)';
const longDay = '(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)';
const month = `(${months.join('|')})`;
const time = '(\\d{2}):(\\d{2}):(\\d{2})';
const imf = new RegExp(`^${day}, (\\d{2}) ${month} (\\d{4}) ${time} gmt$`, 'i');
const rfc850 = new RegExp(`^${longDay}, (\\d{2})-${month}-(\\d{2}) ${time} gmt$`, 'i');
const asctime = new RegExp(`^${day} ${month} ((?: |\\d)\\d) ${time} (\\d{4})$`, 'i');

function instant(year: number, monthName: string, date: number, hours: number, minutes: number, seconds: number): number | null {
  if (hours > 23 || minutes > 59 || seconds > 60) return null;
  const at = Date.UTC(year, months.indexOf(monthName.toLowerCase()), date, hours, minutes, seconds);
  return Number.isNaN(at) || new Date(at - seconds * 1000).getUTCDate() !== date ? null : at;
}

/** Epoch milliseconds, or `null`. `now` settles the century of a two-digit year: never more than 50 years ahead. */
export function parseHttpDate(text: string, now: number): number | null {
  let match = imf.exec(text);
  if (match) return instant(Number(match[3]), match[2] ?? '', Number(match[1]), Number(match[4]), Number(match[5]), Number(match[6]));
  match = asctime.exec(text);
  if (match) return instant(Number(match[6]), match[1] ?? '', Number(match[2]), Number(match[3]), Number(match[4]), Number(match[5]));
  match = rfc850.exec(text);
  if (!match) return null;
  const thisYear = new Date(now).getUTCFullYear();
  const year = Math.floor(thisYear / 100) * 100 + Number(match[3]);
  return instant(
    year > thisYear + 50 ? year - 100 : year,
    match[2] ?? '',
    Number(match[1]),
    Number(match[4]),
    Number(match[5]),
    Number(match[6]),
  );
}
