import { bad, ok } from '../example.js';

export default [
  ok`
    // provider-config.yaml, changed
    -     port: 8710
    +     port: 8711
  `,
  ok`
    // provider-config.yaml, changed
      providers:
    +   tides:
    +     name: Tides
    +     port: 8711
  `,
  bad`
    // provider-config.yaml
    providers:
      weather:
        port: 8710
      tides:
        port: ‹8710› # as well
  `.fixed`
    // provider-config.yaml, changed
        tides:
    -     port: 8710 # as well
    +     port: 8711 # as well
  `
    .related('provider-config.yaml:3:11 The port of "weather" is set here.')
    .finds('The provider "weather" already uses port 8710.'),
];
