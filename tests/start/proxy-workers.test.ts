import { expect, test } from 'vitest';
import { workersOf, workersProblem } from '#main/settings/proxy-workers.ts';
import { defaultSettings } from '#main/settings/settings.ts';

const settingsWith = (workers: number | 'auto') => ({ proxy: { ...defaultSettings.proxy, workers } });

test('by itself the proxy has one worker on up to three processors, then one for every two, and eight at most; elsewhere than on Linux one', () => {
  const counts = [1, 2, 3, 4, 7, 8, 64].map((processors) => workersOf(settingsWith('auto'), processors, 'linux'));
  expect(counts).toEqual([1, 1, 1, 2, 3, 4, 8]);
  expect(workersOf(settingsWith('auto'), 64, 'darwin')).toBe(1);
  expect(workersOf(settingsWith(3), 1, 'linux')).toBe(3);
});

test('several workers are refused where the system cannot share a port out', () => {
  expect(workersProblem(settingsWith(2), 'darwin')?.problem).toBe(
    'The proxy can have several workers on Linux only: set proxy.workers to 1 or auto in the settings.',
  );
  expect([workersProblem(settingsWith(2), 'linux'), workersProblem(settingsWith('auto'), 'win32')]).toEqual([null, null]);
});
