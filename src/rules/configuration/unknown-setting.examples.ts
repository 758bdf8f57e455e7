import { bad, ok } from '../example.js';

export default [
  ok`
    // .mcp-provider.json
    { "rules": { "configuration/unknown-setting": "warn" } }
  `,
  bad`
    // .mcp-provider.json
    { "rules": { ‹"no/such-rule"›: "off" } }
  `.finds('Unknown rule "no/such-rule".'),
  bad`
    // .mcp-provider.json
    { "rules": { ‹"configuration/unknown-setting"›: "sometimes" } }
  `.finds('The setting of "configuration/unknown-setting" is invalid.'),
  bad`
    // .mcp-provider.json
    { "rules": ‹["configuration/unknown-setting"]› }
  `.finds('"rules" is not an object, so no setting is applied.'),
];
