// The pictures that a web app manifest names (W3C Web Application Manifest): browsers take one of the icons.
import { needAt, type Need } from '../need.ts';

const most = 20;

/** What cannot be read names nothing. */
export function manifestIcons(text: string, url: string): Need[] {
  const needs: Need[] = [];
  for (const icon of iconsIn(text)) {
    const source: unknown = typeof icon === 'object' && icon !== null && 'src' in icon ? icon.src : null;
    if (typeof source !== 'string') continue;
    const need = needAt(source, url, { kind: 'image', cors: false, alternative: true, referrer: url });
    if (need && needs.push(need) === most) break;
  }
  return needs;
}

function iconsIn(text: string): readonly unknown[] {
  try {
    const read: unknown = JSON.parse(text);
    const icons: unknown = typeof read === 'object' && read !== null && 'icons' in read ? read.icons : null;
    return Array.isArray(icons) ? icons : [];
  } catch {
    return [];
  }
}
