import { bad, ok } from '../example.js';

export default [
  ok`
    // provider-config.yaml, changed
    -     base_url: https://api.weather.dev/v1
    -     auth: bearer
    +     kind: files
    +     storage: data/documents
    +     auth: none
          port: 8710
          token_path: weather
    +   handbook:
    +     kind: files
    +     name: Handbook
    +     description: The same for all users.
    +     storage: data/handbook
    +     auth: none

    // src/providers/weather/api/files.ts
    import type { CallContext } from 'mcp-provider';
    import { fileRoot } from 'mcp-provider/files';
    import { notify, PROVIDER_NAME } from '../mcp-instance.js';

    export const files = fileRoot(PROVIDER_NAME, { notify });
    export const ofCaller = (context: CallContext) => files.of({ ...context, signal: AbortSignal.timeout(1_000) });

    // src/providers/handbook/api/files.ts
    import { fileRoot } from 'mcp-provider/files';

    export const files = fileRoot('handbook', { shared: true, readOnly: true });

    // tests/handbook.test.ts
    import { noSignIn } from 'mcp-provider/testing';
    import { testProvider } from 'mcp-provider/testing/files';
    import { providers } from '../src/providers/index.js';

    testProvider(providers, 'handbook', { signIn: noSignIn, shared: true });
  `,
  bad`
    // src/providers/weather/api/files.ts
    import { fileRoot } from 'mcp-provider/files';
    import { notify, PROVIDER_NAME } from '../mcp-instance.js';

    export const files = fileRoot(PROVIDER_NAME, { shared: ‹true›, notify });

    // tests/weather.test.ts
    import { noSignIn } from 'mcp-provider/testing';
    import { testProvider } from 'mcp-provider/testing/files';
    import { providers } from '../src/providers/index.js';

    testProvider(providers, 'weather', { signIn: noSignIn });
  `
    .related('tests/weather.test.ts:5:1 The tests expect files of each user.')
    .finds('All users get these files, but each of them has files of their own there.'),
  bad`
    // src/providers/weather/api/files.ts
    import type { CallContext } from 'mcp-provider';
    import { fileRoot } from 'mcp-provider/files';
    import { notify, PROVIDER_NAME } from '../mcp-instance.js';

    const options = { shared: ‹true›, readOnly: true };
    export const files = fileRoot(PROVIDER_NAME, { notify });
    export const all = fileRoot(PROVIDER_NAME, options);
    export const common = (context: CallContext) => files.of({ ...context, principal: { userId: ‹'all'› } });
  `
    .related('src/providers/weather/api/files.ts:6:22 Here each user has a folder of their own.')
    .finds(
      'All users get these files, but each of them has files of their own there.',
      'All callers get the files of the same user.',
    ),
  bad`
    // provider-config.yaml, changed
    -     base_url: https://api.weather.dev/v1
    -     auth: bearer
    +     kind: files
    +     storage: ./data/documents
    +     auth: none
          port: 8710
          token_path: weather
    +   handbook:
    +     kind: files
    +     name: Handbook
    +     description: The same for all users.
    +     storage: data
    +     auth: none

    // src/providers/weather/api/files.ts
    import { fileRoot } from 'mcp-provider/files';
    import { PROVIDER_NAME } from '../mcp-instance.js';

    export const files = fileRoot(PROVIDER_NAME);

    // src/providers/handbook/api/files.ts
    import { fileRoot } from 'mcp-provider/files';

    export const files = fileRoot('handbook', { shared: ‹true›, readOnly: true });
  `
    .related('provider-config.yaml:6:14 Here each user has a folder of their own.')
    .finds('All users get these files, but each of them has files of their own there.'),
  bad`
    // src/storage.ts
    import type { Files, FilesOptions } from 'mcp-provider/files';
    import { fileRoot } from 'mcp-provider/files';

    const DEFAULTS: FilesOptions = { shared: true, limits: { maxBytes: 2_000_000 } };
    export const storage = (provider: string, options: FilesOptions = {}): Files =>
      fileRoot(provider, { ...DEFAULTS, ...options });

    // src/providers/weather/api/files.ts
    import { storage } from '../../../storage.js';
    import { notify, PROVIDER_NAME } from '../mcp-instance.js';

    export const files = ‹storage›(PROVIDER_NAME, { notify });
    export const own = storage(PROVIDER_NAME, { notify, shared: false });

    // tests/weather.test.ts
    import { noSignIn } from 'mcp-provider/testing';
    import { testProvider } from 'mcp-provider/testing/files';
    import { providers } from '../src/providers/index.js';

    testProvider(providers, 'weather', { signIn: noSignIn });
  `
    .related(
      'tests/weather.test.ts:5:1 The tests expect files of each user.',
      'src/storage.ts:4:42 "shared" is set here.',
    )
    .finds('All users get these files, but each of them has files of their own there.'),
];
