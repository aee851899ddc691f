"""What CloudFormation makes of infrastructure/site.yaml, and moto makes less of or nothing.

Each type is made as its page says: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/
A change of a service's properties is sent whole, as CloudFormation does, and what a template does not say is not sent.
"""

import functools
import json
import re

from moto.cloudformation import parsing
from moto.core.common_models import CloudFormationModel
from moto.ec2.models import ec2_backends
from moto.ec2.models.core import TaggedEC2Resource
from moto.ec2.models.security_groups import SecurityGroup
from moto.ecr.models import ecr_backends
from moto.ecs.models import Cluster, Service, TaskDefinition, ecs_backends
from moto.elbv2.models import FakeLoadBalancer, FakeTargetGroup, elbv2_backends
from moto.kms.models import Key
from moto.rds.models import DBInstance, DBParameterGroup, DBSubnetGroup, rds_backends
from moto.s3.models import s3_backends
from moto.secretsmanager.models import secretsmanager_backends


def camel(value):
    """Returns a property as the service's own API names it."""
    if isinstance(value, dict):
        return {key[0].lower() + key[1:]: camel(inner) for key, inner in value.items()}
    return [camel(inner) for inner in value] if isinstance(value, list) else value


def made_by(model):
    """Lets a function of (name, properties, account, Region, moto's own way) make a type."""

    def decorate(make):
        own = model.create_from_cloudformation_json

        def create(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
            return make(resource_name, cloudformation_json["Properties"], account_id, region_name,
                        lambda: own(resource_name, cloudformation_json, account_id, region_name, **kwargs))

        model.create_from_cloudformation_json = classmethod(create)
        return make

    return decorate


# moto finds them by what Python knows of them, which forgets what nobody holds.
NEW_TYPES = []


def new_type(type_name):
    """Lets a function of (name, properties, account, Region) make a type that moto does not know; it returns its id."""

    def decorate(make):
        class Made(CloudFormationModel):
            __module__ = "moto.cloudformation.types"  # moto takes the service's name out of it.

            def __init__(self, physical_resource_id):
                self.physical_resource_id = physical_resource_id

            @staticmethod
            def cloudformation_name_type():
                return ""

            @staticmethod
            def cloudformation_type():
                return type_name

            @classmethod
            def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **_):
                return cls(make(resource_name, cloudformation_json["Properties"], account_id, region_name))

            @classmethod
            def has_cfn_attr(cls, attr):
                return False

        NEW_TYPES.append(Made)
        return make

    return decorate


# CloudFormation means the stack's own Region where GetAZs names none.

clean_json = parsing.clean_json


@functools.wraps(clean_json)
def clean_and_know_the_region(resource_json, resources_map):
    if isinstance(resource_json, dict) and "Fn::GetAZs" in resource_json:
        region = clean_json(resource_json["Fn::GetAZs"], resources_map) or resources_map["AWS::Region"]
        resource_json = {"Fn::GetAZs": region}
    return clean_json(resource_json, resources_map)


parsing.clean_json = clean_and_know_the_region

parse_and_create_resource = parsing.parse_and_create_resource


@functools.wraps(parse_and_create_resource)
def create_and_tag(logical_id, resource_json, resources_map, account_id, region_name):
    made = parse_and_create_resource(logical_id, resource_json, resources_map, account_id, region_name)
    if isinstance(made, TaggedEC2Resource):
        tags = parsing.clean_json(resource_json["Properties"].get("Tags", []), resources_map)
        ec2_backends[account_id][region_name].create_tags(
            [made.physical_resource_id], {tag["Key"]: tag["Value"] for tag in tags})
    return made


parsing.parse_and_create_resource = create_and_tag


@made_by(SecurityGroup)
def security_group(name, properties, account_id, region_name, own):
    group = own()
    rules = properties.get("SecurityGroupEgress", [])
    ec2 = ec2_backends[account_id][region_name]
    if rules:
        ec2.revoke_security_group_egress(group.id, "-1", None, None, [{"CidrIp": "0.0.0.0/0"}])
    for rule in rules:
        to_group = rule.get("DestinationSecurityGroupId")
        ec2.authorize_security_group_egress(
            group.id, rule["IpProtocol"], rule.get("FromPort"), rule.get("ToPort"),
            [] if to_group else [{"CidrIp": rule["CidrIp"]}], source_groups=[{"GroupId": to_group}] if to_group else [])
    return group


load_balancer_attribute = FakeLoadBalancer.get_cfn_attribute
FakeLoadBalancer.get_cfn_attribute = lambda self, name: (
    self.canonical_hosted_zone_id if name == "CanonicalHostedZoneID" else load_balancer_attribute(self, name))
DBSubnetGroup.physical_resource_id = property(lambda self: self.name)
DBParameterGroup.physical_resource_id = property(lambda self: self.name)


@made_by(FakeLoadBalancer)
def load_balancer(name, properties, account_id, region_name, own):
    made = own()
    made.attrs.update({attribute["Key"]: attribute["Value"] for attribute in properties["LoadBalancerAttributes"]})
    elbv2_backends[account_id][region_name].tagging_service.tag_resource(made.arn, properties["Tags"])
    return made


@made_by(FakeTargetGroup)
def target_group(name, properties, account_id, region_name, own):
    made = own()
    made.attributes.update({attribute["Key"]: attribute["Value"] for attribute in properties["TargetGroupAttributes"]})
    elbv2_backends[account_id][region_name].tagging_service.tag_resource(made.arn, properties["Tags"])
    return made


@made_by(Key)
def key(name, properties, account_id, region_name, own):
    properties["Tags"] = [{"TagKey": tag["Key"], "TagValue": tag["Value"]} for tag in properties["Tags"]]
    properties["KeyPolicy"] = json.dumps(properties["KeyPolicy"])
    return own()


@made_by(Cluster)
def cluster(name, properties, account_id, region_name, own):
    made = own()
    made.tags = camel(properties["Tags"])
    return made


@made_by(TaskDefinition)
def task_definition(name, properties, account_id, region_name, own):
    return ecs_backends[account_id][region_name].register_task_definition(
        family=properties["Family"],
        container_definitions=camel(properties["ContainerDefinitions"]),
        network_mode=properties["NetworkMode"],
        requires_compatibilities=properties["RequiresCompatibilities"],
        cpu=properties["Cpu"],
        memory=properties["Memory"],
        execution_role_arn=properties["ExecutionRoleArn"],
        task_role_arn=properties["TaskRoleArn"],
        tags=camel(properties["Tags"]))


@made_by(Service)
def service(name, properties, account_id, region_name, own):
    return ecs_backends[account_id][region_name].create_service(
        properties["Cluster"],
        properties["ServiceName"],
        properties.get("DesiredCount", 1),
        task_definition_str=properties["TaskDefinition"],
        launch_type=properties["LaunchType"],
        load_balancers=camel(properties["LoadBalancers"]),
        network_configuration=camel(properties["NetworkConfiguration"]),
        propagate_tags=properties.get("PropagateTags", "NONE"),
        tags=camel(properties["Tags"]))


def update_service(cls, original_resource, new_resource_name, cloudformation_json, account_id, region_name):
    ecs = ecs_backends[account_id][region_name]
    properties = cloudformation_json["Properties"]
    return ecs.update_service({
        "cluster": properties["Cluster"],
        "service": properties["ServiceName"],
        "desired_count": properties.get("DesiredCount"),
        "task_definition": ecs.describe_task_definition(properties["TaskDefinition"]).arn,
        "network_configuration": camel(properties["NetworkConfiguration"]),
        "load_balancers": camel(properties["LoadBalancers"])})


Service.update_from_cloudformation_json = classmethod(update_service)


@new_type("AWS::SecretsManager::Secret")
def secret(name, properties, account_id, region_name):
    secrets = secretsmanager_backends[account_id][region_name]
    generated = properties["GenerateSecretString"]
    password = secrets.get_random_password(
        generated["PasswordLength"], "", False, generated["ExcludePunctuation"], False, False, False, True)
    fields = json.loads(generated["SecretStringTemplate"])
    fields[generated["GenerateStringKey"]] = json.loads(password)["RandomPassword"]
    made = secrets.create_secret(
        name, json.dumps(fields), None, properties["Description"], properties["Tags"], properties["KmsKeyId"], None, [], False)
    return json.loads(made)["ARN"]


SECRET = re.compile(r"\{\{resolve:secretsmanager:(.+):SecretString:(\w+)}}")


@made_by(DBInstance)
def db_instance(name, properties, account_id, region_name, own):
    def resolved(value):
        reference = SECRET.fullmatch(value)
        secrets = secretsmanager_backends[account_id][region_name]
        return json.loads(secrets.get_secret_value(reference[1], None, None)["SecretString"])[reference[2]]

    return rds_backends[account_id][region_name].create_db_instance({
        "db_instance_identifier": properties["DBInstanceIdentifier"],
        "db_instance_class": properties["DBInstanceClass"],
        "engine": properties["Engine"],
        "engine_version": properties["EngineVersion"],
        "allocated_storage": int(properties["AllocatedStorage"]),
        "storage_type": properties["StorageType"],
        "storage_encrypted": properties["StorageEncrypted"],
        "kms_key_id": properties["KmsKeyId"],
        "db_name": resolved(properties["DBName"]),
        "master_username": resolved(properties["MasterUsername"]),
        "master_user_password": resolved(properties["MasterUserPassword"]),
        "port": int(properties["Port"]),
        "db_subnet_group_name": properties["DBSubnetGroupName"],
        "db_parameter_group_name": properties["DBParameterGroupName"],
        "vpc_security_group_ids": properties["VPCSecurityGroups"],
        "publicly_accessible": properties["PubliclyAccessible"],
        "backup_retention_period": properties["BackupRetentionPeriod"],
        "copy_tags_to_snapshot": properties["CopyTagsToSnapshot"],
        "deletion_protection": properties["DeletionProtection"],
        "enable_iam_database_authentication": properties["EnableIAMDatabaseAuthentication"],
        "enable_cloudwatch_logs_exports": properties["EnableCloudwatchLogsExports"],
        "tags": properties["Tags"]})


@new_type("AWS::SecretsManager::SecretTargetAttachment")
def secret_target_attachment(name, properties, account_id, region_name):
    secrets = secretsmanager_backends[account_id][region_name]
    database = rds_backends[account_id][region_name].describe_db_instances(properties["TargetId"])[0]
    fields = json.loads(secrets.get_secret_value(properties["SecretId"], None, None)["SecretString"])
    fields.update({"engine": database.engine, "host": database.address, "port": database.port})
    secrets.put_secret_value(properties["SecretId"], json.dumps(fields), None, None, None)
    return properties["SecretId"]


@new_type("AWS::S3::BucketPolicy")
def bucket_policy(name, properties, account_id, region_name):
    s3_backends[account_id]["aws"].put_bucket_policy(
        properties["Bucket"], json.dumps(properties["PolicyDocument"]).encode())
    return properties["Bucket"]


@new_type("AWS::ECR::ReplicationConfiguration")
def replication_configuration(name, properties, account_id, region_name):
    ecr_backends[account_id][region_name].put_replication_configuration(camel(properties["ReplicationConfiguration"]))
    return account_id
