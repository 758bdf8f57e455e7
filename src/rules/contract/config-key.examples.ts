import { bad } from '../example.js';

export default [
  bad`
    // provider-config.yaml, changed
    -   weather:
    +   ‹wether›:
  `.fixed`
    // provider-config.yaml, changed
    -   wether:
    +   weather:
  `.finds('The entry "wether" has no directory "src/providers/wether".'),
  bad`
    // provider-config.yaml, changed
      providers:
    +   ‹mail›:
    +     name: Mail
    +     description: Letters.
    +     base_url: https://api.mail.dev
    +     auth: none
  `.finds('The entry "mail" has no directory "src/providers/mail".'),
  bad`
    // src/providers/mail/mcp-instance.ts
    export const PROVIDER_NAME = 'mail';

    // provider-config.yaml, unchanged
    ‹providers›:
  `.finds('The provider in "src/providers/mail" has no entry.'),
  bad`
    // src/providers/letters/mcp-instance.ts
    export const PROVIDER_NAME = 'mail';

    // provider-config.yaml, changed
      providers:
    +   ‹mail›:
    +     auth: none
  `.fixed`
    // provider-config.yaml, changed
    -   mail:
    +   letters:
  `.finds('The entry "mail" has no directory "src/providers/mail".'),
];
