/** A sentence about what happened, and one about what to do. */
export type Explanation = readonly [reason: string, hint: string];

/** Explanations of network failures, by the error code of Node.js. */
const CODES: Readonly<Record<string, Explanation>> = {
  ECONNREFUSED: ['Nothing listens at this address.', 'Start the server, or check host and port.'],
  ECONNRESET: [
    'The connection was closed.',
    'Check that the URL is right: https or http, and the port.',
  ],
  ENOTFOUND: ['The host name was not found.', 'Check the host name.'],
  EAI_AGAIN: [
    'The host name cannot be resolved now.',
    'Check the network, then run the command again.',
  ],
  ETIMEDOUT: ['The host does not respond.', 'Check the host name, the network and firewalls.'],
  UND_ERR_CONNECT_TIMEOUT: [
    'The host does not respond.',
    'Check the host name, the network and firewalls.',
  ],
  ERR_SSL_WRONG_VERSION_NUMBER: [
    'The server does not speak TLS.',
    'Check the port, or use "http" on this machine.',
  ],
  CERT_HAS_EXPIRED: ['Its certificate has expired.', 'Install a valid certificate on the server.'],
  DEPTH_ZERO_SELF_SIGNED_CERT: [
    'Its certificate is self-signed.',
    'Set NODE_EXTRA_CA_CERTS to the certificate.',
  ],
  SELF_SIGNED_CERT_IN_CHAIN: [
    'Its certificate authority is unknown.',
    'Set NODE_EXTRA_CA_CERTS to its certificate.',
  ],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: [
    'Its certificate chain is incomplete.',
    'Let the server send the intermediate certificates.',
  ],
  ERR_TLS_CERT_ALTNAME_INVALID: [
    'Its certificate is for another host name.',
    'Use the host name of the certificate.',
  ],
  ENOENT: ['The command was not found.', 'Install it, or check the spelling and the PATH.'],
  EACCES: ['The command is not executable.', 'Check its permissions.'],
};

/** Returns why there is no connection; undefined where Node.js does not say so with a code. */
export function networkFailure(error: unknown): Explanation | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return Object.hasOwn(CODES, code) ? CODES[code] : undefined;
}
