import type { SchoolTime } from '../../time/school-time.ts';

/** `approved-request` → "Approved request". */
export function actDone(did: string): string {
  const words = did.replaceAll('-', ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** A filter is written down as `kind=blocked from=1795564800000`; instants are told as times. */
export function detailWords(detail: string, time: Pick<SchoolTime, 'moment'>): string {
  if (!/^[a-z]+=\S+(?: [a-z]+=\S+)*$/.test(detail)) return detail;
  const parts = detail.split(' ').map((part) => {
    const [name = '', value = ''] = part.split('=');
    return `${name} ${/^\d{12,}$/.test(value) ? time.moment(Number(value)) : value.replaceAll(',', ', ')}`;
  });
  return parts.join('; ');
}
