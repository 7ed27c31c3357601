// The only door to the browser's own interface; everything outside this folder is given typed ports.
import browser from 'webextension-polyfill';

export { browser };
