/** First port of local sign-in servers. Each provider has one, so that redirect URIs differ. */
export const FIRST_PORT = 8710;
