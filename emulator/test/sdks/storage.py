"""Does with the emulator's storage all that the vendor's Python SDK can."""

import datetime
import os

from asposehtmlcloud.api.storage_api import StorageApi
from asposehtmlcloud.api_client import ApiClient
from asposehtmlcloud.configuration import Configuration
from asposehtmlcloud.rest import ApiException

url = os.environ["EMULATOR_URL"]
content = bytes(range(256)) * 100


def step(name):
    print(f"  {name}", flush=True)


def exists(path, **options):
    found = storage.object_exists(path, **options)
    return found.exists, found.is_folder


def assert_refused(status, call, *arguments, **options):
    try:
        call(*arguments, **options)
    except ApiException as error:
        assert error.status == status, error.status
    else:
        raise AssertionError(f"{call.__name__} should have been refused")


step("token")
storage = StorageApi(
    ApiClient(
        Configuration(
            apiKey=os.environ["EMULATOR_CLIENT_SECRET"],
            appSid=os.environ["EMULATOR_CLIENT_ID"],
            basePath=f"{url}/v4.0",
            authPath=f"{url}/connect/token",
        )
    )
)

step("storage exists")
assert storage.storage_exists("emulator").exists is True
assert storage.storage_exists("other").exists is False

step("create folder")
storage.create_folder("/sdk/sub folder")
assert exists("/sdk/sub folder") == (True, True)

step("upload")
with open("a b & ü.html", "wb") as file:
    file.write(content)
result = storage.upload_file("/sdk", "a b & ü.html")
assert result.uploaded == ["a b & ü.html"], result.uploaded
assert result.errors == [], result.errors

step("exists")
assert exists("/sdk/a b & ü.html") == (True, False)
assert exists("/sdk/a b & ü.html", storage_name="other") == (False, False)
assert exists("/sdk/missing.html") == (False, False)

step("list with sizes and dates")
file, sub_folder = sorted(storage.get_files_list("/sdk").value, key=lambda row: row.name)
assert (file.name, file.size, file.is_folder) == ("a b & ü.html", len(content), False)
assert file.path == "/sdk/a b & ü.html", file.path
age = datetime.datetime.now(datetime.timezone.utc) - file.modified_date
assert abs(age) < datetime.timedelta(minutes=1), file.modified_date
assert (sub_folder.name, sub_folder.is_folder) == ("sub folder", True)

step("download")
with open(storage.download_file("/sdk/a b & ü.html"), "rb") as file:
    assert file.read() == content

step("disc usage")
usage = storage.get_disc_usage()
assert usage.used_size == len(content), usage.used_size
assert usage.total_size > usage.used_size, usage.total_size

step("delete file")
storage.delete_file("/sdk/a b & ü.html")
assert exists("/sdk/a b & ü.html") == (False, False)
assert_refused(404, storage.download_file, "/sdk/a b & ü.html")

step("delete folder")
assert_refused(409, storage.delete_folder, "/sdk")
storage.delete_folder("/sdk", recursive=True)
assert exists("/sdk") == (False, False)
assert storage.get_files_list("/").value == []
