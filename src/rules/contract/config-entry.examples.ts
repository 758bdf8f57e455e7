import { bad, ok } from '../example.js';

export default [
  ok`
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
  bad`
    // provider-config.yaml
    providers:
      ‹weather›:
  `.finds('The entry "weather" is not a mapping.'),
  bad`
    // provider-config.yaml, changed
          token_path: weather
    +     scopes: ‹forecasts:read tides:read›
  `.fixed`
    // provider-config.yaml, changed
    -     scopes: forecasts:read tides:read
    +     scopes: ["forecasts:read","tides:read"]
  `.finds('"scopes" must be a list of strings.'),
  bad`
    // provider-config.yaml
    providers:
      weather:
        name: Weather
        description: Forecasts for any place.
        base_url: https://api.weather.dev/v1
      ‹auth›: bearer
      port: 8710
  `.fixed`
    // provider-config.yaml
    providers:
      weather:
        name: Weather
        description: Forecasts for any place.
        base_url: https://api.weather.dev/v1
        auth: bearer
        port: 8710
  `.finds('The setting "auth" is indented like a provider.'),
  bad`
    // provider-config.yaml, changed
        ‹weather›:
    …
    -     base_url: https://api.weather.dev/v1
    +     server: https://mcp.weather.dev/mcp
  `.fixed`
    // provider-config.yaml, changed
        weather:
    +     kind: mcp
  `.finds('The settings of "weather" are those of the kind "mcp".'),
  bad`
    // provider-config.yaml, changed
        weather:
    +     kind: ‹sql›
  `.fixed`
    // provider-config.yaml, changed
        weather:
    -     kind: sql
    +     kind: api
  `.finds('The settings of "weather" are those of the kind "api".'),
  bad`
    // provider-config.yaml, changed
          token_path: weather
    +     ‹surfaces›: search
  `.fixed`
    // provider-config.yaml, changed
    -     surfaces: search
    +     surface: search
  `.finds('Unknown key "surfaces" in the provider entry.'),
  bad`
    // provider-config.yaml, changed
        ‹weather›:
    …
    -     auth: bearer
  `.fixed`
    // provider-config.yaml, changed
        weather:
    +     auth: bearer
  `.finds('The entry "weather" has no "auth".'),
  bad`
    // provider-config.yaml, changed
    -     base_url: https://api.weather.dev/v1
    +     ‹baseUrl›: https://api.weather.dev/v1
  `.fixed`
    // provider-config.yaml, changed
    -     baseUrl: https://api.weather.dev/v1
    +     base_url: https://api.weather.dev/v1
  `.finds('Unknown key "baseUrl" in the provider entry.'),
  bad`
    // provider-config.yaml, changed
    -     auth: bearer
    +     ‹<<›: { auth: api-key }
  `.finds('Unknown key "<<" in the provider entry.'),
  bad`
    // provider-config.yaml
    providers:
      ‹weather›:
      name: Weather
      auth: api-key
  `.finds('The entry "weather" is not a mapping.'),
  bad`
    // provider-config.yaml, changed
    -     auth: bearer
    +     auth: ‹apikey›
  `.fixed`
    // provider-config.yaml, changed
    -     auth: apikey
    +     auth: "api-key"
  `.finds(
    '"auth" must be one of api-key, basic-key, basic, bearer, client-credentials, none, oauth2, path-key.',
  ),
  bad`
    // provider-config.yaml, changed
    -     base_url: https://api.weather.dev/v1
    +     base_url: ‹https://{region}.weather.dev›
  `.finds('"base_url" must be an http or https URL without "?" and "#".'),
  bad`
    // provider-config.yaml, changed
    -     base_url: https://api.weather.dev/v1
    +     base_url: ‹https://api.weather.dev/v1?format=json›
  `.finds('"base_url" must be an http or https URL without "?" and "#".'),
  bad`
    // provider-config.yaml, changed
    -     auth: bearer
    +     auth: bearer
    +     base_urls: ‹[uploads.weather.dev]›
  `.finds('"base_urls" must be a list of http or https URLs without "?" and "#".'),
  bad`
    // provider-config.yaml, changed
    -     name: Weather
    +     name: ‹7›
  `.fixed`
    // provider-config.yaml, changed
    -     name: 7
    +     name: "7"
  `.finds('"name" must be a string.'),
  bad`
    // provider-config.yaml, changed
    -     base_url: https://api.weather.dev/v1
    +     base_url: ‹api.weather.dev›
  `.fixed`
    // provider-config.yaml, changed
    -     base_url: api.weather.dev
    +     base_url: "https://api.weather.dev"
  `.finds('"base_url" must be an http or https URL without "?" and "#".'),
  bad`
    // provider-config.yaml, changed
    -     port: 8710
    +     port: ‹70000›
  `.finds('"port" must be an integer from 1 to 65535.'),
  bad`
    // provider-config.yaml, changed
    -     port: 8710
    +     port: ‹"8710"›
  `.fixed`
    // provider-config.yaml, changed
    -     port: "8710"
    +     port: 8710
  `.finds('"port" must be an integer from 1 to 65535.'),
  bad`
    // provider-config.yaml, changed
    -     token_path: weather
    +     shared_credentials: ‹some›
  `.finds('"shared_credentials" must be true or false.'),
  bad`
    // provider-config.yaml, changed
    -     token_path: weather
    +     surface: ‹serach›
  `.fixed`
    // provider-config.yaml, changed
    -     surface: serach
    +     surface: "search"
  `.finds('"surface" must be one of tools, search.'),
  bad`
    // provider-config.yaml, changed
    -     token_path: weather
    +     ‹timeout›: 30
  `.finds('Unknown key "timeout" in the provider entry.'),
];
