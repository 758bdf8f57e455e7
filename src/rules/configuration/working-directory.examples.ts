import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/api/client.ts, changed
    + import { readFileSync } from 'node:fs';
    + import { join } from 'node:path';
    + export const read = () => readFileSync(join(import.meta.dirname, 'words.json'));
      export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
  `,
  ok`
    // src/providers/weather/api/client.ts, changed
    + import { readFileSync } from 'node:fs';
    + export const read = () => readFileSync('/etc/hosts');
      export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
  `,
  ok`
    // src/providers/weather/api/client.ts, changed
    + import { readFileSync } from 'node:fs';
    + export const read = (path: string) => readFileSync(path);
      export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
  `,
  bad`
    // src/providers/weather/api/client.ts, changed
    + import { readFileSync } from 'node:fs';
    + export const read = () => readFileSync(‹'words.json'›);
      export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
  `.finds('This path depends on the working directory of the server.'),
  bad`
    // src/providers/weather/api/client.ts, changed
    + import { readFileSync } from 'node:fs';
    + import { join } from 'node:path';
    + const WORDS = join(process.cwd(), 'words.json');
    + export const read = () => readFileSync(‹WORDS›);
      export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
  `.finds('This path depends on the working directory of the server.'),
  bad`
    // src/providers/weather/api/client.ts, changed
    + import { readFileSync } from 'node:fs';
    + export const read = () => readFileSync(‹process.env.WORDS_FILE ?? 'words.json'›);
      export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
  `.finds('This path depends on the working directory of the server.'),
  bad`
    // src/providers/weather/api/client.ts, changed
    + import { readFileSync } from 'node:fs';
    + export const read = (path = 'words.json') => readFileSync(‹path›);
      export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
  `.finds('This path depends on the working directory of the server.'),
  bad`
    // src/providers/weather/api/client.ts, changed
    + import { promises as fs } from 'node:fs';
    + const FOLDER = 'words';
    + export const read = (name: string, { folder = FOLDER } = {}) => fs.readFile(‹\`\${folder}/\${name}\`›);
      export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
  `.finds('This path depends on the working directory of the server.'),
  bad`
    // src/providers/weather/api/client.ts, changed
    + ‹process.loadEnvFile›();
      export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
  `.finds('This path depends on the working directory of the server.'),
];
