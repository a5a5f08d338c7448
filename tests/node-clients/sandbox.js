// A served sandbox in a temporary folder, and the official clients on it.
'use strict';
const { BigQuery } = require('@google-cloud/bigquery');
const { Storage } = require('@google-cloud/storage');
const { DataTransferServiceClient } = require('@google-cloud/bigquery-data-transfer').v1;
const { OAuth2Client } = require('google-auth-library');
const served = require('./served');

const projectId = 'eros-test';

async function serve() {
  const sandbox = await served.serve();
  return { ...clients(sandbox.address), ...sandbox };
}

function clients(address) {
  const authClient = new OAuth2Client();
  authClient.setCredentials({ access_token: 'local', expiry_date: 8640000000000000 });
  const url = new URL(address);
  return {
    bigquery: new BigQuery({ projectId, apiEndpoint: address, authClient }),
    storage: new Storage({ projectId, apiEndpoint: address, authClient }),
    transfer: new DataTransferServiceClient({
      projectId, fallback: true, protocol: 'http', apiEndpoint: url.hostname, port: Number(url.port), authClient,
    }),
  };
}

module.exports = { serve, projectId };
