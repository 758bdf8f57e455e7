import { isIP } from 'node:net';
import { withBucketInPath } from '../../../runtime/src/files/bucket-address.js';
import { isLoopback } from '../../../runtime/src/utils/addresses.js';
import { untilUsable } from '../../interview/unusable-answer.js';
import type { CommandLine } from '../../model/command.js';
import { bucketRegionMissing } from '../../model/errors/files.js';
import type { Host } from '../../model/host.js';
import type { Questions } from '../../model/questions.js';
import type { AuthSpec } from '../../model/spec.js';
import { pluralize } from '../../model/text/pluralize.js';
import { checkProvider } from '../../spec/check.js';
import { readFlags } from '../../spec/flags.js';
import { askAuth } from '../../spec/questions/auth.js';
import { bucketText } from '../connection-target.js';
import type { FirstCall, ImportedProvider } from '../imported-providers.js';
import { kindsAndStyles } from '../kinds-and-styles.js';
import { nameOfPath } from '../name-of-path.js';
import type { SourceOptions } from '../options.js';
import { type Access, accessAnswers, accessOf, accessSettings } from './access.js';

/**
 * Returns a provider that serves a bucket as it is, or gives each user a folder of their own in it.
 * @param place its URL, or `s3://acme/docs`
 * @throws CliError `spec/…`
 */
export async function bucketProvider(
  host: Host,
  place: string,
  commandLine: CommandLine<SourceOptions>,
  questions: Questions | undefined,
): Promise<{ bucket: ImportedProvider; auth: AuthSpec }> {
  const storage = await bucketUrl(place, host.env, questions);
  const {
    tools,
    auth: statedAuth,
    ...texts
  } = readFlags(commandLine.ordered, kindsAndStyles).draft;
  const checkAccess = (access: Access, auth: AuthSpec) =>
    checkProvider(
      {
        name: nameOfPath(storage, 'files'),
        description: access === 'own' ? 'Files of each user.' : 'Files in the bucket.',
        storage,
        ...texts,
        kind: 'files',
        auth,
        ...accessSettings(access),
        tools,
      },
      kindsAndStyles,
    );
  const defaultAuth: AuthSpec = { ...statedAuth, style: statedAuth?.style ?? 'access-key' };
  await untilUsable(questions, async () => checkAccess('read', defaultAuth));
  const access = await accessOf('bucket', 'other files', commandLine.options, questions);
  const auth =
    questions && needsRegion(storage)
      ? await askAuth(questions, kindsAndStyles.styles, defaultAuth)
      : defaultAuth;
  const bucket = checkAccess(access, auth);
  return {
    bucket: {
      ...bucket,
      files: () => [],
      lines: [`${bucket.spec.name}: ${WORDS[access]} in ${storage}`],
      ...(access !== 'own' && { firstCall: () => FIRST_CALL }),
      report: { bucket: storage, access },
      answers: { from: bucketText(storage), ...accessAnswers(access) },
    },
    auth,
  };
}

const REGION = /^[a-z0-9-]{1,40}$/;

/** Returns the URL with the bucket in its path. @throws CliError `files/region` */
async function bucketUrl(
  place: string,
  { AWS_REGION, AWS_DEFAULT_REGION }: Host['env'],
  questions: Questions | undefined,
): Promise<string> {
  const [, path] = /^s3:\/\/(.+)$/.exec(place) ?? [];
  if (path === undefined)
    return URL.canParse(place) ? withBucketInPath(new URL(place)).href : place;
  const configuredRegion = AWS_REGION || AWS_DEFAULT_REGION || '';
  const region = questions
    ? await questions.text({
        key: 'region',
        message: 'Region of the bucket',
        initial: configuredRegion || 'us-east-1',
        check: (text) => (REGION.test(text) ? undefined : 'must be the name of a region'),
      })
    : configuredRegion;
  if (!REGION.test(region)) throw bucketRegionMissing(place, path);
  return new URL(`https://s3.${region}.amazonaws.com/${path}`).href;
}

const WORDS: Readonly<Record<Access, string>> = {
  read: 'files, which no tool changes,',
  write: 'files, which all users may change,',
  own: 'a folder of each user',
};

/**
 * Returns whether a region must be stated. Amazon's host names contain it; servers at an IP address
 * use the default.
 */
function needsRegion(storage: string): boolean {
  const host = new URL(storage).hostname.replace(/^\[|\]$/g, '');
  return isIP(host) === 0 && !isLoopback(host) && !/(^|\.)amazonaws\.com(\.cn)?$/.test(host);
}

const FIRST_CALL: FirstCall = {
  tool: 'list_files',
  args: {},
  isRemote: true,
  summary(result) {
    const { entries } = result as { entries: { name: string }[] };
    const [first] = entries;
    return `returned ${pluralize(entries.length, 'name')}${first ? `, such as ${first.name}` : ''}`;
  },
};
