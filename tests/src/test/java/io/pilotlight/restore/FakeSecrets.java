package io.pilotlight.restore;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/** One secret, whose current version a test sets. */
final class FakeSecrets implements SecretsManagerClient {

    final List<GetSecretValueRequest> reads = new ArrayList<>();
    private String versionId;
    private String content;

    void set(String versionId, String content) {
        this.versionId = versionId;
        this.content = content;
    }

    @Override
    public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
        reads.add(request);
        return GetSecretValueResponse.builder().versionId(versionId).secretString(content).build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
