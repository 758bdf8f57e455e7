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
  // The default of a variable in the schema that parses the environment.
  ok`
    // src/settings.ts
    import { z } from 'zod';
    const Settings = z.object({ WORDS_FILE: z.string().default('/usr/share/words.json'), UNIT: z.string().default('c') });
    export const settings = Settings.parse(process.env);

    // src/providers/weather/api/client.ts, changed
    + import { readFileSync } from 'node:fs';
    + import { settings } from '../../../settings.js';
    + export const read = () => readFileSync(settings.WORDS_FILE);
      export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
  `,
  bad`
    // src/settings.ts
    import { z } from 'zod';
    const Settings = z.object({ WORDS_FILE: z.string().min(1).default('words.json') });
    export const settings = Settings.parse(process.env);

    // src/providers/weather/api/client.ts, changed
    + import { readFileSync } from 'node:fs';
    + import { settings } from '../../../settings.js';
    + export const read = () => readFileSync(‹settings.WORDS_FILE›);
      export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
  `.finds('This path depends on the working directory of the server.'),
  bad`
    // src/providers/weather/api/client.ts, changed
    + import { readFileSync } from 'node:fs';
    + import { join } from 'node:path';
    + import { z } from 'zod';
    + const { WORDS_DIR } = z.object({ WORDS_DIR: z.string().default('./data') }).parse(process.env);
    + export const read = () => readFileSync(‹join(WORDS_DIR, 'words.json')›);
      export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
  `.finds('This path depends on the working directory of the server.'),
  bad`
    // src/providers/weather/api/client.ts, changed
    + import { readFileSync } from 'node:fs';
    + const { WORDS_FILE: file = 'config/words.json', OTHER_FILE: other = '/etc/words.json' } = process.env;
    + export const read = () => [readFileSync(‹file›), readFileSync(other)];
      export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
  `.finds('This path depends on the working directory of the server.'),
  ok`
    // src/core/state.ts
    import { readFile } from 'node:fs/promises';
    import { homedir } from 'node:os';
    import { isAbsolute, join, resolve } from 'node:path';
    import { z } from 'zod';

    const env = z
      .object({
        FILE: z.string().default('state.json'),
        DIR: z.string().default('state').transform((name) => resolve(homedir(), name)),
      })
      .parse(process.env);

    export const all = () => readFile(join(env.DIR, 'all.json'));
    export const state = () =>
      readFile(isAbsolute(env.FILE) ? env.FILE : join(homedir(), env.FILE));
  `,
  bad`
    // src/server.ts, changed
    - await runServer({ root: import.meta.dirname, providers });
    + await runServer({ root: ‹process.env.ROOT ?? '.'›, providers });
  `.finds('This path depends on the working directory of the server.'),
  ok`
    // src/server.ts, changed
    - await runServer({ root: import.meta.dirname, providers });
    + await runServer({ root: process.env.ROOT ?? import.meta.dirname, providers });
  `,
  bad`
    // src/providers/weather/api/audit.ts
    import { DatabaseSync } from 'node:sqlite';

    export const audit = new DatabaseSync(‹'audit.db'›);
    export const cache = new DatabaseSync(':memory:');

    // src/providers/weather/api/get-forecast.ts, changed
    + import './audit.js';
      import { callApi } from './client.js';
  `.finds('This path depends on the working directory of the server.'),
];
