import { bad, ok } from '../example.js';

export default [
  ok`
    // package.json, changed
    -     "zod": "4.6.7"
    +     "zod": "file:vendor/zod-4.6.7.tgz"

    // vendor/zod-4.6.7.tgz
    packed
  `,
  bad`
    // package.json, changed
    -     "zod": "4.6.7"
    +     "zod": ‹"file:vendor/zod-4.6.7.tgz"›
  `.finds('The file of the package "zod" is missing: "file:vendor/zod-4.6.7.tgz".'),
  bad`
    // package.json, changed
    -     "zod": "4.6.7"
    +     "zod": ‹"file:vendor/zod-4.5.0.tgz"›

    // vendor/zod-4.6.7.tgz
    packed
  `.fixed`
    // package.json, changed
    -     "zod": "file:vendor/zod-4.5.0.tgz"
    +     "zod": "file:vendor/zod-4.6.7.tgz"
  `.finds('The file of the package "zod" is missing: "file:vendor/zod-4.5.0.tgz".'),
];
