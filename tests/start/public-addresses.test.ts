import { expect, test } from 'vitest';
import { defaultSettings, type Settings } from '#main/settings/settings.ts';
import { publicAddresses } from '#main/settings/public-addresses.ts';

const ports = { proxy: 8080, dashboard: 8000 };
const addressesOf = (change: Partial<Settings>) => publicAddresses({ ...defaultSettings, ...change }, ports);

test('on this machine alone the dashboard speaks plain HTTP', () => {
  expect(addressesOf({})).toEqual({
    ok: true,
    value: { dashboardUrl: 'http://127.0.0.1:8000', https: false, certificateNames: ['127.0.0.1'], proxyAddress: '127.0.0.1:8080' },
  });
  expect(addressesOf({ host: '::1' })).toMatchObject({
    value: { dashboardUrl: 'http://[::1]:8000', https: false, proxyAddress: '[::1]:8080' },
  });
});

test('on a network it speaks HTTPS, under the name that devices use', () => {
  expect(addressesOf({ host: '10.1.2.3', publicUrl: 'https://gate.school.example:8000' })).toEqual({
    ok: true,
    value: {
      dashboardUrl: 'https://gate.school.example:8000',
      https: true,
      certificateNames: ['gate.school.example', '10.1.2.3'],
      proxyAddress: 'gate.school.example:8080',
    },
  });
  expect(addressesOf({ host: '10.1.2.3' })).toMatchObject({ value: { dashboardUrl: 'https://10.1.2.3:8000', https: true } });
  expect(addressesOf({ host: '0.0.0.0' })).toMatchObject({ value: { https: true, dashboardUrl: expect.not.stringContaining('0.0.0.0') } });
});

test('behind a server that does HTTPS it speaks plain HTTP and is still known by its public name', () => {
  const behind = addressesOf({ host: '10.1.2.3', publicUrl: 'https://gate.school.example', dashboard: { port: 8000, https: 'off' } });
  expect(behind).toMatchObject({ value: { dashboardUrl: 'https://gate.school.example', https: false } });
});

test('the proxy may be known by another address than the dashboard', () => {
  expect(addressesOf({ proxy: { ...defaultSettings.proxy, publicAddress: 'proxy.school.example:3128' } })).toMatchObject({
    value: { proxyAddress: 'proxy.school.example:3128' },
  });
});

test('a plain public address for a dashboard that speaks HTTPS is refused', () => {
  expect(addressesOf({ host: '10.1.2.3', publicUrl: 'http://gate.school.example:8000' })).toMatchObject({ ok: false });
});
