import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { findProgram } from './program.js';

export const opensslProgram = findProgram('openssl', ['/usr/bin']);

/** A self-signed certificate for 127.0.0.1, or another name, and its key, in the directory. */
export function selfSigned(
  folder: string,
  name = 'IP:127.0.0.1',
): { certificate: string; key: string } {
  const [certificate, key] = [join(folder, 'server.crt'), join(folder, 'server.key')];
  execFileSync(
    opensslProgram ?? 'openssl',
    [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=test'],
      ...['-addext', `subjectAltName=${name}`, '-out', certificate, '-keyout', key],
    ],
    { stdio: ['ignore', 'ignore', 'ignore'] },
  );
  return { certificate, key };
}
