import { hash } from 'node:crypto';

/** Lower-case hexadecimal, as the store keeps secrets. */
export const sha256 = (text: string): string => hash('sha256', text, 'hex');
