// chrome.browsingData: a site's own service worker can serve its pages without a request that anybody sees. Chrome's form of
// this call (by origin) is not in the polyfill.

/** Removes the service worker and its cache of one origin, so that its next page has to come over the network. */
export async function forgetOfflineCopy(origin: string): Promise<void> {
  await chrome.browsingData.remove({ origins: [origin] }, { serviceWorkers: true, cacheStorage: true }).catch(() => undefined);
}
