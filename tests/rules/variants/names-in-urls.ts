import { API_MODULE, apiModule } from '../api-module.js';
import type { Variant } from '../variants.js';

const LOADED =
  'const credentials = (await getCredentials(context.principal.userId)) as Record<string, string> | null;\n  ';

const named = (variant: string, path: string, body = ''): Variant => ({
  variant: `credentials name ${variant}`,
  edits: { [API_MODULE]: apiModule('', LOADED + body, { path }) },
});

export const variants: readonly Variant[] = [
  named('the user', 'path`/users/${credentials!.userName!}/issues`'),
  named('the account', 'path`/${account!}/issues`', 'const { account } = credentials!;'),
  named(
    'the host',
    "'/issues'",
    'const base = `https://${credentials!.shop_domain}.zendesk.com/api`;\n  void base;',
  ),
  named(
    'the host and its port',
    "'/issues'",
    "const base = 'https://' + credentials!.address + ':8443/api';\n  void base;",
  ),
];
