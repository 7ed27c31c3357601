// What keeps the background going: Chrome stops an idle service worker after 30 seconds, and an alarm starts it again.
import { browser } from './browser.ts';

const alarmName = 'pulse';

/** Calls `beat` every 30 seconds, waking the service worker when it has been stopped. */
export function onPulse(beat: () => void): void {
  browser.alarms.onAlarm.addListener((alarm) => {
    if (alarm.name === alarmName) beat();
  });
  void browser.alarms.create(alarmName, { periodInMinutes: 0.5 });
}

/** Any call of Chrome's interface counts as activity. */
export function stayAwake(): void {
  setInterval(() => void browser.runtime.getPlatformInfo(), 20_000);
}

/** Calls `changed` when the device has moved to another network or lost its own. */
export function onNetworkChange(changed: () => void): void {
  addEventListener('online', changed);
  addEventListener('offline', changed);
}
