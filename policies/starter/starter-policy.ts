// The policy that a new school begins with. It is written to be read and changed by the school's committee.
import type { PolicyDocument } from '../contracts/policy-document.ts';
import { starterGrid } from './starter-grid.ts';
import { starterGroups } from './starter-groups.ts';
import { starterPages } from './starter-pages.ts';

const strict = { safeSearch: true, videoRestriction: true };
const grown = { safeSearch: false, videoRestriction: false };

export const starterPolicy: PolicyDocument = {
  format: 1,
  timeZone: 'Europe/London',
  periods: [
    { id: 'reg', name: 'Registration', from: '08:40', to: '09:00' },
    { id: '1', name: 'Period 1', from: '09:00', to: '09:55' },
    { id: '2', name: 'Period 2', from: '09:55', to: '10:50' },
    { id: '3', name: 'Period 3', from: '11:10', to: '12:05' },
    { id: '4', name: 'Period 4', from: '12:05', to: '13:00' },
    { id: 'lunch', name: 'Lunch', from: '13:00', to: '13:45' },
    { id: '5', name: 'Period 5', from: '13:45', to: '14:40' },
    { id: '6', name: 'Period 6', from: '14:40', to: '15:30' },
  ],
  // Dates differ from school to school and from year to year: until terms are given, every weekday is a school day.
  calendar: { terms: [], closed: [] },
  // Times that a committee may build on. Nothing stands on them until it does.
  schedules: [
    { id: 'lessons', name: 'Lessons', on: 'school-days', periods: ['reg', '1', '2', '3', '4', '5', '6'], place: 'on-site' },
    { id: 'lunch', name: 'Lunch', on: 'school-days', periods: ['lunch'] },
    { id: 'after-school', name: 'After school, on site', on: 'school-days', from: '15:30', to: '18:00', place: 'on-site' },
    { id: 'evenings', name: 'Evenings off site', from: '16:00', to: '21:00', place: 'off-site' },
    { id: 'nights', name: 'Nights', from: '21:00', to: '06:00' },
    { id: 'holidays', name: 'Weekends and holidays', on: 'other-days' },
  ],
  groups: [...starterGroups],
  grid: starterGrid,
  unknownSites: {
    ks1: 'warn',
    ks2: 'allow',
    ks3: 'allow',
    ks4: 'allow',
    'sixth-form': 'allow',
    staff: 'allow',
    guest: 'allow',
    unknown: 'warn',
  },
  obligations: {
    ks1: strict,
    ks2: strict,
    ks3: strict,
    ks4: strict,
    'sixth-form': { safeSearch: true, videoRestriction: false },
    staff: grown,
    guest: strict,
    unknown: strict,
  },
  timed: [],
  lists: [],
  rules: [],
  passThrough: [],
  pages: starterPages,
};
