import type { ProviderWebhooks } from '../../provider/definition.js';
import { admissionControl } from './admission.js';
import { BODY_READ, bytesReader } from './body.js';
import { receivedRequestOf } from './exchange.js';
import type { HttpLimits } from './limits.js';
import type { Target } from './target.js';

/** Anyone can send such requests: they have larger bodies than those to pages, and little memory in all. */
const WEBHOOK_LIMITS = { maxRequestBytes: 1_048_576, maxBufferedBytes: 16_777_216 };

/**
 * Returns the targets for the webhooks of a provider, by name. The sender is verified by the bytes as
 * they have arrived, and needs neither a token nor an origin.
 * @throws StartError if requests could not be verified
 */
export async function webhookTargets(
  { paths, open }: ProviderWebhooks,
  serverLimits: HttpLimits,
  onLimit: (status: number) => void,
): Promise<ReadonlyMap<string, Target>> {
  const webhooks = await open();
  const limits = { ...serverLimits, ...WEBHOOK_LIMITS };
  const { admit } = admissionControl(limits, onLimit);
  const readBytes = bytesReader(limits, onLimit);
  const targetOf = (name: string): Target => ({
    anyOrigin: true,
    methods: ['POST'],
    async handle(arrived) {
      const { incoming, id, respond } = arrived;
      if (arrived.isParsed) throw new Error(BODY_READ);
      const admitted = admit(name);
      if (admitted instanceof Response) return respond(admitted);
      const { header } = receivedRequestOf(incoming);
      const responseOf = async (): Promise<Response> => {
        const body = await readBytes(arrived, admitted.hold);
        if (body instanceof Response) return body;
        const turn = admitted.start(1);
        if (turn instanceof Response) return turn;
        await turn;
        const request = { body, header: (headerName: string) => header(headerName.toLowerCase()) };
        return webhooks.receive(name, request, id);
      };
      try {
        await respond(await responseOf());
      } finally {
        admitted.leave();
      }
    },
  });
  return new Map(paths.map((name) => [name, targetOf(name)]));
}
