import { fileURLToPath } from 'node:url';

export { startProgram } from './start-program.js';
export { watchFolder } from './watch-folder.js';

/** The folder with the page of `dev`. */
export const page = fileURLToPath(new URL('../page', import.meta.url));
