import { bad, ok } from '../example.js';

export default [
  ok`
    // provider-config.yaml, changed
    -     auth: bearer
    +     auth: oauth2
    +     scopes: [rooms:read, messages:write]
  `,
  bad`
    // provider-config.yaml, changed
    -     auth: bearer
    +     auth: oauth2
    +     ‹scopes›: []
  `.finds('"scopes" is empty.'),
  bad`
    // provider-config.yaml, changed
          auth: bearer
    +     ‹scopes›: [rooms:read]
  `.finds('"scopes" has no effect with "auth: bearer".'),
  bad`
    // provider-config.yaml, changed
    -     auth: bearer
    +     auth: oauth2
    +     scopes: [‹rooms:read messages:write›]
  `.finds(
    '"rooms:read messages:write" is not a scope: spaces, quotes and backslashes are not allowed.',
  ),
  bad`
    // provider-config.yaml, changed
    -     auth: bearer
    +     auth: oauth2
    +     scopes: [‹"rooms:read,messages:write"›, ‹"rooms:write;users:read"›]
  `.finds(
    '"rooms:read,messages:write" is several scopes in one item.',
    '"rooms:write;users:read" is several scopes in one item.',
  ),
  bad`
    // provider-config.yaml, changed
    -     auth: bearer
    +     auth: oauth2
    +     scopes: [rooms:read, ‹rooms:read›]
  `.finds('The scope "rooms:read" occurs twice.'),
];
