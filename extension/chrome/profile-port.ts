// chrome.identity: the e-mail address that somebody is signed in to Chrome with. Chrome only, so not in the polyfill.

/** The address, or `null` when Chrome does not tell. */
export async function profileEmail(): Promise<string | null> {
  const profile = await chrome.identity.getProfileUserInfo({ accountStatus: chrome.identity.AccountStatus.ANY }).catch(() => null);
  return profile === null || profile.email === '' ? null : profile.email;
}

export function onProfileChange(changed: () => void): void {
  chrome.identity.onSignInChanged.addListener(() => changed());
}
