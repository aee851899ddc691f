"""What moto leaves out and the functions rely on, added to it when its process starts.

RDS names the source of a copy that came out of another Region, and only of such a one:
https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBSnapshot.html
"""

import functools

import cloudformation_types  # noqa: F401
from moto.rds.models import RDSBackend

ARN_REGION = 3
copy_db_snapshot = RDSBackend.copy_db_snapshot


@functools.wraps(copy_db_snapshot)
def copy_and_name_the_source(self, source_db_snapshot_identifier, *arguments, **options):
    copy = copy_db_snapshot(self, source_db_snapshot_identifier, *arguments, **options)
    arn = source_db_snapshot_identifier.split(":")
    if len(arn) > ARN_REGION and arn[ARN_REGION] != self.region_name:
        copy.source_db_snapshot_identifier = source_db_snapshot_identifier
    return copy


RDSBackend.copy_db_snapshot = copy_and_name_the_source
