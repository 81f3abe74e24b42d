// A verifier of OpenID4VP over Credo, everything in memory, on loopback. Usage: PORT=1234 node verifier.mjs
// POST /admin/request {dcql, signer: none | did | x509, prefix, mode, transaction_data}  ->  {request, session}
// GET  /admin/session/ID  ->  {state, error, claims}
// POST /admin/issue {did, key}  ->  {token}: an SD-JWT VC bound to the holder's key, signed by this agent's did:jwk
import { Agent, CredoError, DidsModule, InjectionSymbols, JwkDidRegistrar, JwkDidResolver, KeyDidResolver, Kms, LogLevel,
  ConsoleLogger, RecordDuplicateError, RecordNotFoundError, SdJwtVcModule, StorageVersionRecord, W3cCredentialsModule,
  X509Module, X509Service } from '@credo-ts/core';
import { NodeInMemoryKeyManagementStorage, NodeKeyManagementService, agentDependencies } from '@credo-ts/node';
import { OpenId4VcModule } from '@credo-ts/openid4vc';
import express from 'express';

const port = Number(process.env.PORT);
const base = `http://localhost:${port}`;

// The least storage that the agent is content with: records by class and id, queried by their tags.
class MemoryStorage {
  supportsCursorPagination = false;
  records = new Map();
  key = (type, id) => `${type}/${id}`;
  async save(_, record) {
    const key = this.key(record.type, record.id);
    if (this.records.has(key)) throw new RecordDuplicateError('twice', { recordType: record.type });
    record.updatedAt = new Date();
    this.records.set(key, record);
  }
  async update(_, record) {
    record.updatedAt = new Date();
    this.records.set(this.key(record.type, record.id), record);
  }
  async delete(_, record) {
    this.records.delete(this.key(record.type, record.id));
  }
  async deleteById(_, type, id) {
    this.records.delete(this.key(type.type, id));
  }
  async getById(_, type, id) {
    const found = this.records.get(this.key(type.type, id));
    if (!found) throw new RecordNotFoundError('missing', { recordType: type.type });
    return found;
  }
  async getAll(_, type) {
    return [...this.records.values()].filter((record) => record.type === type.type);
  }
  async findByQuery(_, type, query) {
    const fits = (tags, wanted) => Object.entries(wanted).every(([name, value]) => {
      if (value === undefined) return true;
      if (name === '$or') return value.some((one) => fits(tags, one));
      if (name === '$and') return value.every((one) => fits(tags, one));
      if (name === '$not') return !fits(tags, value);
      return Array.isArray(value) ? value.every((one) => (tags[name] ?? []).includes(one)) : tags[name] === value;
    });
    return (await this.getAll(_, type)).filter((record) => fits(record.getTags(), query));
  }
}

const app = express();
const storage = new MemoryStorage();
const agent = new Agent({
  config: { allowInsecureHttpUrls: true, logger: new ConsoleLogger(process.env.DEBUG_PEER ? LogLevel.debug : LogLevel.off) },
  dependencies: agentDependencies,
  modules: {
    storage: {
      register: (manager) => manager.registerInstance(InjectionSymbols.StorageService, storage),
    },
    kms: new Kms.KeyManagementModule({ backends: [new NodeKeyManagementService(new NodeInMemoryKeyManagementStorage())] }),
    dids: new DidsModule({ resolvers: [new JwkDidResolver(), new KeyDidResolver()], registrars: [new JwkDidRegistrar()] }),
    sdJwtVc: new SdJwtVcModule(),
    w3c: new W3cCredentialsModule(),
    x509: new X509Module(),
    openid4vc: new OpenId4VcModule({ app, verifier: { baseUrl: `${base}/oid4vp` } }),
  },
});
await storage.save(null, new StorageVersionRecord({ storageVersion: StorageVersionRecord.frameworkStorageVersion }));
await agent.initialize();

const key = await agent.kms.createKey({ type: { kty: 'EC', crv: 'P-256' } });
const { didState } = await agent.dids.create({ method: 'jwk', options: { keyId: key.keyId } });
if (didState.state !== 'finished') throw new CredoError(JSON.stringify(didState));
const certificate = await X509Service.createCertificate(agent.context, {
  issuer: { commonName: 'Credo employer' },
  authorityKey: Kms.PublicJwk.fromPublicJwk(key.publicJwk),
  extensions: { subjectAlternativeName: { name: [{ type: 'dns', value: 'localhost' }] } },
  validity: { notBefore: new Date(Date.now() - 3600e3), notAfter: new Date(Date.now() + 86400e3) },
});
certificate.publicJwk.keyId = key.keyId;
const verifier = await agent.openid4vc.verifier.createVerifier({ clientMetadata: { client_name: 'Credo employer' } });

const signers = {
  none: () => ({ method: 'none' }),
  did: () => ({ method: 'did', didUrl: `${didState.did}#0` }),
  x509: (prefix) => ({ method: 'x5c', x5c: [certificate], clientIdPrefix: prefix ?? 'x509_san_dns' }),
};

app.post('/admin/request', express.json(), async (request, response) => {
  try {
    const { dcql, signer = 'none', prefix, mode = 'direct_post', transaction_data } = request.body;
    const made = await agent.openid4vc.verifier.createAuthorizationRequest({
      verifierId: verifier.verifierId, requestSigner: signers[signer](prefix), dcql: { query: dcql }, responseMode: mode,
      transactionData: transaction_data, version: 'v1',
    });
    response.json({ request: made.authorizationRequest, session: made.verificationSession.id });
  } catch (error) {
    response.status(500).json({ error: String(error?.stack ?? error) });
  }
});
app.get('/admin/session/:id', async (request, response) => {
  const session = await agent.openid4vc.verifier.getVerificationSessionById(request.params.id);
  const answer = { state: session.state, error: session.errorMessage };
  if (session.state === 'ResponseVerified') {
    const verified = await agent.openid4vc.verifier.getVerifiedAuthorizationResponse(session.id);
    answer.claims = Object.fromEntries(Object.entries(verified.dcql.presentations).map(([id, list]) =>
      [id, list.map((one) => one.prettyClaims ?? one.payload ?? one)]));
    answer.transaction_data = verified.transactionData?.map((one) => one.encoded);
  }
  response.json(answer);
});
app.post('/admin/issue', express.json(), async (request, response) => {
  try {
    const credential = await agent.sdJwtVc.sign({
      payload: { vct: `${base}/vct/micro`, given_name: 'Ada', ects: 2, exp: Math.floor(Date.now() / 1000) + 3600 },
      disclosureFrame: { _sd: ['given_name', 'ects'] },
      headerType: 'dc+sd-jwt',
      holder: { method: 'jwk', jwk: Kms.PublicJwk.fromUnknown(request.body.key) },
      issuer: { method: 'did', didUrl: `${didState.did}#0` },
    });
    response.json({ token: credential.compact });
  } catch (error) {
    response.status(500).json({ error: String(error?.stack ?? error) });
  }
});
app.listen(port, 'localhost', () => console.log(`READY ${base}`));
