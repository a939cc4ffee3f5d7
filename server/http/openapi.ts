/** The OpenAPI 3.1 document, made from the contract's table: it cannot say anything else than what is parsed. */
import { z } from 'zod';
import { API, type Endpoint, Refusal } from '../contract/api.ts';
import { SIGNATURE_LABEL, SIGNED_COMPONENTS, SIGNED_PARAMETERS } from '../contract/signatures.ts';

const SCHEMAS = '#/components/schemas/';

/** A schema with a name in the contract becomes a reference, any other stands in its place. */
function schemaOf(schema: z.ZodType, components: Map<string, unknown>): unknown {
  const { $schema: _, $defs, ...body } = z.toJSONSchema(schema, { target: 'draft-2020-12', unrepresentable: 'any' });
  for (const [name, definition] of Object.entries($defs ?? {})) components.set(name, relocate(definition));
  const name = schema.meta()?.id;
  if (name === undefined) return relocate(body);
  const { id: _id, ...named } = body;
  components.set(name, relocate(named));
  return { $ref: SCHEMAS + name };
}

/** JSON Schema keeps definitions under `#/$defs/`, OpenAPI under `#/components/schemas/`. */
const relocate = (part: unknown): unknown => JSON.parse(JSON.stringify(part).replaceAll('#/$defs/', SCHEMAS));

const json = (schema: unknown) => ({ 'application/json': { schema } });

/** What any endpoint may answer, whatever was asked. */
const ALWAYS = [
  [413, 'the body is longer than 16 KiB'],
  [500, 'a bug of ours; it is in the log'],
  [503, 'the database is away; send again'],
] as const;

const header = (name: string, description: string) => ({
  name,
  in: 'header',
  required: true,
  description,
  schema: { type: 'string' },
});

/** RFC 9530 and RFC 9421, in the one form that `terminals/signature-input.ts` reads. */
const SIGNED_HEADERS = [
  header('Content-Digest', 'sha-256=:…: of the body, of nothing when there is none (RFC 9530)'),
  header(
    'Signature-Input',
    `${SIGNATURE_LABEL}=(${SIGNED_COMPONENTS.map((name) => `"${name}"`).join(' ')}) with ${SIGNED_PARAMETERS.join(', ')}`,
  ),
  header('Signature', `${SIGNATURE_LABEL}=:…: of 64 bytes, Ed25519 (RFC 9421 section 3.3.6)`),
];

function operation(name: string, endpoint: Endpoint, components: Map<string, unknown>) {
  const refusal = json(schemaOf(Refusal, components));
  const signed = endpoint.caller === 'terminal';
  const refusals = Object.entries(endpoint.refusals).map(([status, description]) => [
    status,
    { description, content: refusal },
  ]);
  return {
    operationId: name,
    summary: endpoint.summary,
    ...(signed ? { parameters: SIGNED_HEADERS } : {}),
    ...(endpoint.request === null
      ? {}
      : { requestBody: { required: true, content: json(schemaOf(endpoint.request, components)) } }),
    responses: {
      200: { description: 'done', content: json(schemaOf(endpoint.answer, components)) },
      ...Object.fromEntries(refusals),
      ...Object.fromEntries(ALWAYS.map(([status, description]) => [status, { description, content: refusal }])),
    },
    security: signed ? [{ terminalSignature: [] }] : [],
  };
}

export function openApiDocument(version: string): unknown {
  const components = new Map<string, unknown>();
  const paths = new Map<string, Record<string, unknown>>();
  for (const [name, endpoint] of Object.entries(API)) {
    const path = paths.get(endpoint.path) ?? {};
    path[endpoint.method] = operation(name, endpoint, components);
    paths.set(endpoint.path, path);
  }
  return {
    openapi: '3.1.1',
    info: { title: 'Anban (安办) centre', version },
    paths: Object.fromEntries(paths),
    components: {
      schemas: Object.fromEntries(components),
      securitySchemes: {
        terminalSignature: {
          type: 'apiKey',
          in: 'header',
          name: 'Signature',
          description: 'RFC 9421 with Ed25519 over @method, @path, @query and content-digest; keyid is the terminal id',
        },
      },
    },
  };
}
