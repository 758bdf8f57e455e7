/**
 * The address in `TOKEN_STORE`; undefined where records stay on this machine.
 * @param protocols that the store of this project has: `redis:`
 */
export function sharedStore(...protocols: [string, ...string[]]): string | undefined {
  const { TOKEN_STORE: address, CREDENTIALS_KEY: key, CREDENTIALS_KEY_FILE: file } = process.env;
  const { CREDENTIALS_KEY_COMMAND: command } = process.env;
  if (!address) return undefined;
  if (!URL.canParse(address) || !protocols.includes(new URL(address).protocol)) {
    // It is not shown: it may hold a password.
    throw new Error(`TOKEN_STORE must be an address that begins with ${protocols[0]}//`);
  }
  if (key || file || command) return address;
  throw new Error(
    'Servers that share TOKEN_STORE need one sealing key: set CREDENTIALS_KEY. Make one with: openssl rand -base64 32',
  );
}
