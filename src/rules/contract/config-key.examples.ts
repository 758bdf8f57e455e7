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
  bad`
    // src/providers/mail/mcp-instance.ts
    export const PROVIDER_NAME = 'mail';

    // provider-config.yaml, changed
          token_path: weather
    +     ‹mail›:
    +       name: Mail
    +       description: Letters.
    +       base_url: https://api.mail.dev
    +       auth: none
    +       scopes:
    +         - read
  `.fixed`
    // provider-config.yaml, changed
    -     mail:
    -       name: Mail
    -       description: Letters.
    -       base_url: https://api.mail.dev
    -       auth: none
    -       scopes:
    -         - read
    +   mail:
    +     name: Mail
    +     description: Letters.
    +     base_url: https://api.mail.dev
    +     auth: none
    +     scopes:
    +       - read
  `.finds('The entry "mail" is in the entry "weather", not in "providers".'),
  // Settings of the other provider follow, and another provider.
  bad`
    // src/providers/mail/mcp-instance.ts
    export const PROVIDER_NAME = 'mail';

    // src/providers/tides/mcp-instance.ts
    export const PROVIDER_NAME = 'tides';

    // provider-config.yaml, changed
    -     auth: bearer
    -     port: 8710
    -     token_path: weather
    +     # Letters of the office.
    +     ‹mail›:
    +       name: Mail
    +       description: >
    +         Letters
    +
    +         of the office.
    +       base_url: https://api.mail.dev
    +       auth: none
    +
    +     # A token of the service.
    +     auth: bearer
    +     port: 8710
    +   # The sea.
    +   tides:
    +     name: Tides
    +     description: Tides.
    +     base_url: https://api.tides.dev
    +     auth: none
  `.fixed`
    // provider-config.yaml, changed
    -     # Letters of the office.
    -     mail:
    -       name: Mail
    -       description: >
    -         Letters
    -
    -         of the office.
    -       base_url: https://api.mail.dev
    -       auth: none
    -
    -     # A token of the service.
    -     auth: bearer
    -     port: 8710
    -   # The sea.
    +     # A token of the service.
    +     auth: bearer
    +     port: 8710
    +   # Letters of the office.
    +   mail:
    +     name: Mail
    +     description: >
    +       Letters
    +
    +       of the office.
    +     base_url: https://api.mail.dev
    +     auth: none
    +
    +   # The sea.
  `.finds('The entry "mail" is in the entry "weather", not in "providers".'),
  bad`
    // src/providers/mail/mcp-instance.ts
    export const PROVIDER_NAME = 'mail';

    // provider-config.yaml, changed
          token_path: weather
    + ‹mail›:
    +   name: Mail
    +   description: Letters.
    +   base_url: https://api.mail.dev
    +   auth: none
  `.fixed`
    // provider-config.yaml, changed
    - mail:
    -   name: Mail
    -   description: Letters.
    -   base_url: https://api.mail.dev
    -   auth: none
    +   mail:
    +     name: Mail
    +     description: Letters.
    +     base_url: https://api.mail.dev
    +     auth: none
  `.finds('The entry "mail" is beside "providers", not in "providers".'),
  // No line of its own, or not below the entries.
  bad`
    // src/providers/mail/mcp-instance.ts
    export const PROVIDER_NAME = 'mail';

    // provider-config.yaml
    providers:
      weather: { name: Weather, description: Forecasts., base_url: https://api.weather.dev/v1, auth: bearer, ‹mail›: { name: Mail } }
  `.finds('The entry "mail" is in the entry "weather", not in "providers".'),
  bad`
    // src/providers/mail/mcp-instance.ts
    export const PROVIDER_NAME = 'mail';

    // provider-config.yaml, changed
    + ‹mail›:
    +   name: Mail
      providers:
  `.finds('The entry "mail" is beside "providers", not in "providers".'),
];
