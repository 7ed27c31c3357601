// The policy that a new school begins with. It is written to be read and changed by the school's committee.
import type { PolicyDocument } from '../contracts/policy-document.ts';
import { starterGrid } from './starter-grid.ts';
import { starterGroups } from './starter-groups.ts';

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
  rules: [],
  passThrough: [],
};
