import type { Example } from '../../../model/rule.js';
import { project } from '../../example.js';

export const configEntryExamples: readonly Example[] = [
  {
    ok: project`
        // provider-config.yaml, changed
        -     auth: bearer
        +     auth: "api-key"
        +     base_urls: [https://uploads.weather.dev/v1]
        +     check_path: /me
        +     callback_url: http://127.0.0.1:8765/auth/callback
        +     scopes: [read]
        +     shared_credentials: true
        +     surface: search
      `,
  },
  {
    bad: project`
        // provider-config.yaml
        providers:
          ‹weather›:
      `,
    finds: ['The entry "weather" is not a mapping.'],
  },
  {
    bad: project`
        // provider-config.yaml, changed
            ‹weather›:
        …
        -     auth: bearer
      `,
    finds: ['The entry "weather" has no "auth".'],
  },
  {
    bad: project`
        // provider-config.yaml, changed
        -     base_url: https://api.weather.dev/v1
        +     ‹baseUrl›: https://api.weather.dev/v1
      `,
    finds: ['Unknown key "baseUrl" in the provider entry.'],
    fixed: project`
        // provider-config.yaml, changed
        -     baseUrl: https://api.weather.dev/v1
        +     base_url: https://api.weather.dev/v1
      `,
  },
  {
    bad: project`
        // provider-config.yaml, changed
        -     auth: bearer
        +     ‹<<›: { auth: api-key }
      `,
    finds: ['Unknown key "<<" in the provider entry.'],
  },
  {
    bad: project`
        // provider-config.yaml
        providers:
          ‹weather›:
          name: Weather
          auth: api-key
      `,
    finds: ['The entry "weather" is not a mapping.'],
  },
  {
    bad: project`
        // provider-config.yaml, changed
        -     auth: bearer
        +     auth: ‹apikey›
      `,
    finds: ['"auth" must be one of api-key, basic, bearer, client-credentials, none, oauth2.'],
    fixed: project`
        // provider-config.yaml, changed
        -     auth: apikey
        +     auth: "api-key"
      `,
  },
  {
    bad: project`
        // provider-config.yaml, changed
        -     base_url: https://api.weather.dev/v1
        +     base_url: ‹https://{region}.weather.dev›
      `,
    finds: ['"base_url" must be an http or https URL without "?" and "#".'],
  },
  {
    bad: project`
        // provider-config.yaml, changed
        -     base_url: https://api.weather.dev/v1
        +     base_url: ‹https://api.weather.dev/v1?format=json›
      `,
    finds: ['"base_url" must be an http or https URL without "?" and "#".'],
  },
  {
    bad: project`
        // provider-config.yaml, changed
        -     auth: bearer
        +     auth: bearer
        +     base_urls: ‹[uploads.weather.dev]›
      `,
    finds: ['"base_urls" must be a list of http or https URLs without "?" and "#".'],
  },
  {
    bad: project`
        // provider-config.yaml, changed
        -     name: Weather
        +     name: ‹7›
      `,
    finds: ['"name" must be a string.'],
    fixed: project`
        // provider-config.yaml, changed
        -     name: 7
        +     name: "7"
      `,
  },
  {
    bad: project`
        // provider-config.yaml, changed
        -     base_url: https://api.weather.dev/v1
        +     base_url: ‹api.weather.dev›
      `,
    finds: ['"base_url" must be an http or https URL without "?" and "#".'],
    fixed: project`
        // provider-config.yaml, changed
        -     base_url: api.weather.dev
        +     base_url: "https://api.weather.dev"
      `,
  },
  {
    bad: project`
        // provider-config.yaml, changed
        -     port: 8710
        +     port: ‹70000›
      `,
    finds: ['"port" must be an integer from 1 to 65535.'],
  },
  {
    bad: project`
        // provider-config.yaml, changed
        -     port: 8710
        +     port: ‹"8710"›
      `,
    finds: ['"port" must be an integer from 1 to 65535.'],
    fixed: project`
        // provider-config.yaml, changed
        -     port: "8710"
        +     port: 8710
      `,
  },
  {
    bad: project`
        // provider-config.yaml, changed
        -     token_path: weather
        +     shared_credentials: ‹some›
      `,
    finds: ['"shared_credentials" must be true or false.'],
  },
  {
    bad: project`
        // provider-config.yaml, changed
        -     token_path: weather
        +     surface: ‹serach›
      `,
    finds: ['"surface" must be one of tools, search.'],
    fixed: project`
        // provider-config.yaml, changed
        -     surface: serach
        +     surface: "search"
      `,
  },
  {
    bad: project`
        // provider-config.yaml, changed
        -     token_path: weather
        +     ‹timeout›: 30
      `,
    finds: ['Unknown key "timeout" in the provider entry.'],
  },
];
