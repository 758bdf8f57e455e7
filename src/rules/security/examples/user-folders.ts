import type { Example } from '../../../model/rule.js';
import { bad, ok } from '../../example.js';

/** Of "security/unignored-credentials". */
export const userFolderExamples: readonly Example[] = [
  // The same files for all users.
  ok`
    // provider-config.yaml, changed
          name: Weather
    +     storage: reports

    // src/providers/weather/api/files.ts
    import { fileRoot } from 'mcp-provider/files';
    import { PROVIDER_NAME } from '../mcp-instance.js';

    export const files = fileRoot(PROVIDER_NAME, { shared: true });
  `,
  // A note of the project; no file of a user.
  ok`
    // provider-config.yaml, changed
          name: Weather
    +     storage: data/reports

    // src/providers/weather/api/files.ts
    import { fileRoot } from 'mcp-provider/files';
    import { PROVIDER_NAME } from '../mcp-instance.js';

    export const files = fileRoot(PROVIDER_NAME);

    // .gitignore
    .env
    /data/reports/*
    !/data/reports/README.md
    !/data/maps/
  `,
  bad`
    // provider-config.yaml, changed
          name: Weather
    +     storage: ./data/reports

    // src/providers/weather/api/files.ts
    import { fileRoot } from 'mcp-provider/files';
    import { PROVIDER_NAME } from '../mcp-instance.js';

    export const files = fileRoot(PROVIDER_NAME, { limits: { maxFiles: 100 } });

    // .gitignore
    .env
    /data/reports/*
    ‹!/data/reports/**›
  `.finds('Git does not ignore "data/reports", which contains files of users.'),
  bad`
    // provider-config.yaml, changed
          name: Weather
    +     storage: data/reports/

    // src/providers/weather/api/files.ts
    import { fileRoot } from 'mcp-provider/files';
    import { PROVIDER_NAME } from '../mcp-instance.js';

    export const files = fileRoot(PROVIDER_NAME);

    // .gitignore
    .env
    data/*
    ‹!data/reports›
  `.finds('Git does not ignore "data/reports", which contains files of users.'),
  bad`
    // provider-config.yaml, changed
          name: Weather
    +     storage: ‹data/reports›

    // src/providers/weather/api/files.ts
    import { fileRoot } from 'mcp-provider/files';
    import { PROVIDER_NAME } from '../mcp-instance.js';

    export const files = fileRoot(PROVIDER_NAME);

    // .gitignore
    .env
    node_modules/
  `.fixed`
    // .gitignore, changed
      node_modules/
    + /data/reports/
  `.finds('Git does not ignore "data/reports", which contains files of users.'),
];
