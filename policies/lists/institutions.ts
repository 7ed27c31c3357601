// Universities, schools and public authorities, known by where their names are registered.
import { getDomain, getPublicSuffix } from 'tldts';
import type { CategoryId } from '../model/category.ts';

/** Registries that look at who asks, and are known to mean it. `ac.ug`, `edu.pl` and others sell to anybody. */
const careful = new Set(
  (
    'ac.uk gov.uk nhs.uk police.uk mod.uk edu gov mil int gov.ie ' +
    'edu.au gov.au ac.nz govt.nz school.nz mil.nz gc.ca ac.za gov.za school.za ' +
    'gouv.fr gob.es edu.es ac.at gv.at ac.be gov.it edu.it gov.pt gov.pl gov.gr ac.cy gov.cy edu.mt gov.mt ' +
    'ac.jp ed.jp go.jp ac.kr go.kr edu.sg gov.sg edu.hk gov.hk edu.tw gov.tw edu.cn gov.cn ac.in edu.in gov.in nic.in ' +
    'ac.il gov.il k12.il edu.tr gov.tr k12.tr edu.br gov.br'
  ).split(' '),
);

/**
 * Where an institution is broken into, its name does harm until somebody mends it. Against that, only the registries of the
 * country that the product is made for and the closed top-level domains count: there a mistake hurts a school more.
 */
const closest = new Set(['ac.uk', 'gov.uk', 'nhs.uk', 'police.uk', 'mod.uk', 'edu', 'gov', 'mil', 'int', 'gov.ie']);
const brokenInto: ReadonlySet<CategoryId> = new Set(['malware', 'scams', 'proxy-avoidance']);
/** What an institution may well be. */
const fitting: ReadonlySet<CategoryId> = new Set(['education', 'news', 'search-engine', 'translation']);

/** Whether a host is the whole name of an institution (`ox.ac.uk`, not `files.example.ac.uk`), which is not what the category says. */
export function isInstitution(host: string, category: CategoryId): boolean {
  // Almost no name gets past this, and the public suffix list costs more.
  if (
    !/\.(?:ac|edu?|sch|k12|school|go[bv]?|gouv|govt|gv|gc|mil|nhs|police|mod|int|nic)(?:\.[a-z]{2})?$/.test(`.${host}`) &&
    !/\.(?:sch\.uk|us)$/.test(host)
  )
    return false;
  if (fitting.has(category)) return false;
  const options = { extractHostname: false, validateHostname: false };
  const suffix = getPublicSuffix(host, options);
  if (suffix === null || (host !== suffix && getDomain(host, options) !== host)) return false;
  // Each English council has its own suffix for its schools, and each American state.
  const isSchool = `.${suffix}`.endsWith('.sch.uk') || /(?:^|\.)k12\.[a-z]{2}\.us$/.test(suffix);
  return isSchool || (brokenInto.has(category) ? closest : careful).has(suffix);
}
