import { unknownSubject } from '#policies/model/subject.ts';
import type { Device, SchoolStore } from '#store/school-store.ts';

/** Whom a device is judged as: the person it was enrolled for, as the roster has them now; otherwise somebody unknown. */
export async function subjectOf(school: SchoolStore, device: Device): Promise<{ id: string; groups: string[] }> {
  const person = device.person === null ? null : await school.people.byId(device.person);
  return person ? { id: person.id, groups: [...person.groups] } : { id: unknownSubject.id, groups: [...unknownSubject.groups] };
}
