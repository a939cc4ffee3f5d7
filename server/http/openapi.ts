/** The OpenAPI 3.1 document, made from the contract's table: it cannot say anything else than what is parsed. */
import { z } from 'zod';
import type { Machines } from '../cases/machines.ts';
import { API, type Endpoint, Refusal } from '../contract/api.ts';
import { BODY_LIMIT, type Caller, NOTHING } from '../contract/endpoint.ts';
import { SIGNATURE_LABEL, SIGNED_COMPONENTS, SIGNED_PARAMETERS } from '../contract/signatures.ts';

const SCHEMAS = '#/components/schemas/';

type Direction = 'input' | 'output';

/**
 * A schema with a name in the contract becomes a reference, any other stands in its place. `input`: what a caller sends,
 * where a default may be left out.
 */
function schemaOf(schema: z.ZodType, components: Map<string, unknown>, io: Direction = 'output'): unknown {
  const options = { target: 'draft-2020-12', unrepresentable: 'any', io } as const;
  const { $schema: _, $defs, ...body } = z.toJSONSchema(schema, options);
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
  [413, 'the body is longer than x-body-limit, bytes'],
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

/** A parameter in the path or the query, each with its own schema. */
function parametersIn(place: 'path' | 'query', object: z.ZodObject | undefined, components: Map<string, unknown>) {
  return Object.entries(object?.shape ?? {}).map(([name, schema]) => ({
    name,
    in: place,
    required: place === 'path' || !schema.safeParse(undefined).success,
    schema: schemaOf(schema, components, 'input'),
  }));
}

const SIGNATURE_NEEDED = { terminalSignature: [] };
const TOKEN_NEEDED = { staffToken: [] };
const SECURITY: Readonly<Record<Caller, readonly object[]>> = {
  anybody: [],
  officer: [],
  terminal: [SIGNATURE_NEEDED],
  staff: [TOKEN_NEEDED],
  'staff-or-terminal': [TOKEN_NEEDED, SIGNATURE_NEEDED],
};

function operation(name: string, endpoint: Endpoint, components: Map<string, unknown>) {
  const refusal = json(schemaOf(Refusal, components));
  const { request, roles, bodyLimit = BODY_LIMIT } = endpoint;
  const refusals = Object.entries(endpoint.refusals).map(([status, description]) => [
    status,
    { description, content: refusal },
  ]);
  const parameters = [
    ...parametersIn('path', endpoint.params, components),
    ...parametersIn('query', endpoint.query, components),
    ...(endpoint.caller === 'terminal' ? SIGNED_HEADERS : []),
  ];
  const content =
    endpoint.answerType === undefined
      ? json(schemaOf(endpoint.answer, components))
      : { [endpoint.answerType]: { schema: { type: 'string', format: 'binary' } } };
  return {
    operationId: name,
    summary: endpoint.summary,
    ...(roles === undefined ? {} : { 'x-roles': roles }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(request === null || request === NOTHING
      ? {}
      : {
          'x-body-limit': bodyLimit,
          requestBody: { required: true, content: json(schemaOf(request, components, 'input')) },
        }),
    responses: {
      200: { description: 'done', content },
      ...Object.fromEntries(refusals),
      ...Object.fromEntries(ALWAYS.map(([status, description]) => [status, { description, content: refusal }])),
    },
    security: SECURITY[endpoint.caller],
  };
}

/** What each event of each part brings, who may take it, and on which article: from the tables that decide it. */
function eventsOf(machines: Machines, components: Map<string, unknown>) {
  return Object.values(machines).map(({ kind, states, events, steps }) => ({
    part: kind,
    states: Object.fromEntries(Object.entries(states).map(([state, { name }]) => [state, name])),
    events: Object.entries(events).map(([event, schema]) => {
      const own = steps.filter((step) => step.event === event);
      return {
        event,
        from: [...new Set(own.flatMap(({ from }) => from))],
        by: [...new Set(own.flatMap(({ by }) => by))],
        basis: [...new Set(own.map(({ basis }) => basis))],
        data: schemaOf(schema, components, 'input'),
      };
    }),
  }));
}

export function openApiDocument(version: string, machines: Machines | null): unknown {
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
    ...(machines === null ? {} : { 'x-anban-events': eventsOf(machines, components) }),
    components: {
      schemas: Object.fromEntries(components),
      securitySchemes: {
        terminalSignature: {
          type: 'apiKey',
          in: 'header',
          name: 'Signature',
          description: 'RFC 9421 with Ed25519 over @method, @path, @query and content-digest; keyid is the terminal id',
        },
        staffToken: { type: 'http', scheme: 'bearer', description: 'token of POST /v1/staff/sessions' },
      },
    },
  };
}
