import { bad } from '../example.js';

export default [
  bad`
    // provider-config.yaml
    ‹#› nothing yet
  `.finds('"providers" is not a mapping.'),
  bad`
    // provider-config.yaml
    providers: ‹weather›
  `.finds('"providers" is not a mapping.'),
  bad`
    // provider-config.yaml
    providers:
    ‹weather›:
      name: Weather
  `.finds('Unknown key "weather" in "provider-config.yaml".'),
  bad`
    // provider-config.yaml, changed
    - providers:
    + ‹provider›:
  `.finds('Unknown key "provider" in "provider-config.yaml".'),
  bad`
    // provider-config.yaml, changed
    + ‹port›: 1
      providers:
  `.finds('Unknown key "port" in "provider-config.yaml".'),
];
