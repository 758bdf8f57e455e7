/** Ports of the local sign-in servers begin here: one for each provider, so that redirect addresses stay apart. */
export const FIRST_PORT = 8710;
