import { benchGrow } from './grow.js';
import { benchServer } from './server.js';
import { benchStartup } from './startup.js';
import { benchValidate } from './validate.js';

const suites = {
  startup: benchStartup,
  grow: benchGrow,
  validate: benchValidate,
  server: benchServer,
};
const asked = process.argv.slice(2);

for (const [name, bench] of Object.entries(suites)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  process.stdout.write(`\n${name}\n`);
  for (const row of await bench()) process.stdout.write(`  ${row}\n`);
}
