import type { CertificateFault } from '#policies/words/notice-words.ts';

/** A certificate that OpenSSL takes and we do not. */
export class CertificateFaultError extends Error {
  readonly code = 'SCHOOLGATE_CERTIFICATE';
  readonly fault: CertificateFault;

  constructor(fault: CertificateFault) {
    super(`certificate not accepted: ${fault}`);
    this.fault = fault;
  }
}
