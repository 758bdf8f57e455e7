import type { TestService } from '../../model/kind.js';
import { screamingCase } from '../../model/names.js';
import type { SqlProvider } from './spec.js';

const PASSWORD = 'test';

interface DatabaseServer {
  image: string;
  /** Prefix of the environment variables of the image. */
  prefix: string;
  user: string;
  port: number;
  /** Command in the image that succeeds once the server is ready. */
  health: string;
}

const SERVERS: Readonly<Record<string, DatabaseServer>> = {
  postgres: {
    image: 'postgres:17',
    prefix: 'POSTGRES',
    user: 'postgres',
    port: 5432,
    health: 'pg_isready',
  },
  mysql: {
    image: 'mysql:8.4',
    prefix: 'MYSQL',
    user: 'root',
    port: 3306,
    health: `mysqladmin ping -h 127.0.0.1 -p${PASSWORD}`,
  },
  mariadb: {
    image: 'mariadb:11.8',
    prefix: 'MARIADB',
    user: 'root',
    port: 3306,
    health: 'healthcheck.sh --connect --innodb_initialized',
  },
};

/** Returns the database server of the tests; undefined for SQLite and for databases with a login per user. */
export function testService(spec: object): TestService | undefined {
  const { name, databaseUrl, users = 'parameter' } = spec as SqlProvider; // checked
  const scheme = databaseUrl.replace(/:.*$/s, '').replace('postgresql', 'postgres');
  const server = Object.hasOwn(SERVERS, scheme) ? SERVERS[scheme] : undefined;
  if (!server || users === 'login') return undefined;
  const { image, prefix, user, port, health } = server;
  const isPostgres = scheme === 'postgres';
  return {
    name,
    // A tag can be moved, so a variable of the repository can name the image by its digest.
    image: `\${{ vars.${prefix}_IMAGE || '${image}' }}`,
    env: [
      { name: `${prefix}_${isPostgres ? '' : 'ROOT_'}PASSWORD`, value: PASSWORD },
      { name: isPostgres ? 'POSTGRES_DB' : `${prefix}_DATABASE`, value: 'test' },
    ],
    port,
    options: `--health-cmd "${health}" --health-interval 5s --health-retries 20`,
    variable: `TEST_${screamingCase(name)}_DATABASE_URL`,
    url: `${scheme}://${user}:${PASSWORD}@127.0.0.1:\${{ job.services.${name}.ports['${port}'] }}/test`,
  };
}
