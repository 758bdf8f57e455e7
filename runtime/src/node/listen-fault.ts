import { StartError } from '../utils/start-error.js';

/**
 * Returns the error of a server that cannot listen, with the option that helps; other errors are
 * returned unchanged.
 */
export function listenFault(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const faults: Partial<Record<string, string>> = {
    EADDRINUSE: `Port ${port} on ${host} is already in use. Stop the other process, or choose another port with --port.`,
    EACCES: `Port ${port} needs more rights than this process has. Choose a port above 1023 with --port.`,
    EADDRNOTAVAIL: `${host} is not an address of this machine. Choose another with --host.`,
    ENOTFOUND: `The host name ${host} is unknown. Choose another with --host.`,
  };
  const fault = faults[error.code ?? ''];
  return fault === undefined ? error : new StartError(fault, { cause: error });
}
