// Answers of an OCSP responder (RFC 6960), right ones and wrong ones.
import { createHash, sign } from 'node:crypto';
import {
  BasicOCSPResponse,
  CertID,
  CertStatus,
  id_pkix_ocsp_basic,
  KeyHash,
  OCSPResponse,
  OCSPResponseStatus,
  ResponderID,
  ResponseBytes,
  ResponseData,
  RevokedInfo,
  SingleResponse,
} from '@peculiar/asn1-ocsp';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { AlgorithmIdentifier, Certificate } from '@peculiar/asn1-x509';
import type { Made } from './certificate-maker.ts';

export interface Answered {
  readonly about: Made;
  readonly issuer: Made;
  readonly status: 'good' | 'revoked' | 'unknown';
  /** Default: the issuer itself. */
  readonly signer?: Made;
  /** Epoch milliseconds; default an hour ago, for a day. */
  readonly from?: number;
  readonly until?: number;
}

const hour = 3_600_000;
const ecdsaWithSha256 = '1.2.840.10045.4.3.2';

export function ocspAnswer({ about, issuer, status, signer = issuer, ...times }: Answered): Buffer {
  const from = times.from ?? Date.now() - hour;
  const until = times.until ?? Date.now() + 24 * hour;
  const sha1 = (bytes: ArrayBuffer | Uint8Array): Buffer => createHash('sha1').update(new Uint8Array(bytes)).digest();
  const { tbsCertificate } = AsnConvert.parse(issuer.certificate.rawData, Certificate);
  const key = sha1(tbsCertificate.subjectPublicKeyInfo.subjectPublicKey);
  const data = new ResponseData({
    responderID: new ResponderID({ byKey: new KeyHash(key) }),
    producedAt: whole(from),
    responses: [
      new SingleResponse({
        certID: new CertID({
          hashAlgorithm: new AlgorithmIdentifier({ algorithm: '1.3.14.3.2.26' }),
          issuerNameHash: new OctetString(sha1(AsnConvert.serialize(tbsCertificate.subject))),
          issuerKeyHash: new OctetString(key),
          serialNumber: AsnConvert.parse(about.certificate.rawData, Certificate).tbsCertificate.serialNumber,
        }),
        certStatus: statusOf(status, from),
        thisUpdate: whole(from),
        nextUpdate: whole(until),
      }),
    ],
  });
  const signed = Buffer.from(AsnConvert.serialize(data));
  const basic = new BasicOCSPResponse({
    tbsResponseData: data,
    signatureAlgorithm: new AlgorithmIdentifier({ algorithm: ecdsaWithSha256 }),
    signature: new Uint8Array(sign('sha256', signed, signer.privateKey)).buffer,
    ...(signer === issuer ? {} : { certs: [AsnConvert.parse(signer.certificate.rawData, Certificate)] }),
  });
  const responseBytes = new ResponseBytes({ responseType: id_pkix_ocsp_basic, response: new OctetString(AsnConvert.serialize(basic)) });
  return Buffer.from(AsnConvert.serialize(new OCSPResponse({ responseStatus: OCSPResponseStatus.successful, responseBytes })));
}

function statusOf(status: Answered['status'], at: number): CertStatus {
  if (status === 'good') return new CertStatus({ good: null });
  return status === 'unknown'
    ? new CertStatus({ unknown: null })
    : new CertStatus({ revoked: new RevokedInfo({ revocationTime: whole(at) }) });
}

/** GeneralizedTime of DER has whole seconds. */
const whole = (at: number): Date => new Date(Math.floor(at / 1000) * 1000);
